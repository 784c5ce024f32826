package screening

import "math"

// Blind returns the candidate without anything that tells who they are or under which conditions they answered.
func (c *Candidate) Blind() Candidate {
	blind := *c
	blind.Name, blind.Email, blind.ExtraTime = "", "", 0
	return blind
}

// Ties counts the other candidates with a result whom the test cannot tell from c: their scores lie closer together than 1.96 standard errors of the
// difference, each standard error read from the 90 % range.
func Ties(c *Candidate, all []*Candidate) int {
	ties := 0
	for _, other := range all {
		if other.ID != c.ID && other.Result != nil && c.Result != nil && Indistinguishable(c, other) {
			ties++
		}
	}
	return ties
}

// Indistinguishable reports whether the difference of two scores is within 1.96 sqrt(SE1^2 + SE2^2).
func Indistinguishable(a, b *Candidate) bool {
	difference := math.Abs(float64(a.Result.Score - b.Result.Score))
	return difference < 1.96*math.Hypot(standardError(a), standardError(b))
}

// standardError is half the 90 % range over 1.645, in points of the scale.
func standardError(c *Candidate) float64 {
	return float64(c.Result.High-c.Result.Low) / 2 / 1.6449
}
