package audit

import (
	"fmt"
	"math"
)

// Share is a count with its total. The zero value has no figure.
type Share struct{ Hits, Of int }

// Value is the share from 0 to 1, NaN where nothing was counted.
func (s Share) Value() float64 { return float64(s.Hits) / float64(s.Of) }

// Wilson returns the ends of the 95 % interval of Wilson (1927) for a share. Without a count it is from 0 to 1.
func (s Share) Wilson() (low, high float64) {
	if s.Of <= 0 {
		return 0, 1
	}
	const z = 1.959963984540054 // the normal distribution's 97.5 % point
	n, p := float64(s.Of), s.Value()
	centre := p + z*z/(2*n)
	reach := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (centre-reach)/(1+z*z/n)), min(1, (centre+reach)/(1+z*z/n))
}

// String prints the share in percent with its interval and count.
func (s Share) String() string {
	if s.Of == 0 {
		return "-"
	}
	low, high := s.Wilson()
	return fmt.Sprintf("%5.1f %%  [%5.1f, %5.1f]  %d of %d", 100*s.Value(), 100*low, 100*high, s.Hits, s.Of)
}

func (s *Share) add(hit bool) {
	s.Of++
	if hit {
		s.Hits++
	}
}
