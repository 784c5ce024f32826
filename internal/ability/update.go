package ability

import "math"

// State is a normal approximation to what is known of one person: an overall ability, and a deviation for each topic that has been asked.
type State struct {
	Mean     float64 `json:"mean"`
	Variance float64 `json:"variance"`
	// Topics maps a topic's slug to its deviation.
	Topics map[string]TopicState `json:"topics"`
}

// TopicState is the deviation of one topic from the overall ability.
type TopicState struct {
	Deviation float64 `json:"deviation"`
	Variance  float64 `json:"variance"`
	// Answers counts the answers that the deviation rests on.
	Answers int `json:"answers"`
}

// NewState is what is known of somebody before the first answer: N(0,1).
func NewState() State { return State{Variance: 1, Topics: map[string]TopicState{}} }

// Topic returns a topic's ability; where nothing was asked it is the overall ability with the spread of topics added.
func (m TwoLevel) Topic(s State, topic string) (Normal, int) {
	t, asked := s.Topics[topic]
	if !asked {
		return Normal{s.Mean, math.Sqrt(s.Variance + m.Sigma*m.Sigma)}, 0
	}
	return Normal{s.Mean + t.Deviation, math.Sqrt(s.Variance + t.Variance)}, t.Answers
}

// Update folds one mark on one item into the state by assumed-density filtering: with eta = a(g+d-b), p = sigma(eta), w = a^2 p(1-p) and V = Vg+Vd,
// the error e = a(u-p)/(1+wV) moves g by Vg e and d by Vd e, and the variances shrink by their squares times w/(1+wV).
// For items that can be guessed, w is the information at p and e the score, both with the guessing parameter taken into account.
func (m TwoLevel) Update(s State, topic string, item Item, mark float64) State {
	t, asked := s.Topics[topic]
	if !asked {
		t = TopicState{Variance: m.Sigma * m.Sigma}
	}
	k := 1 / math.Sqrt(1+item.Slope*item.Slope*item.DifficultyVariance/2.89)
	a := k * item.Slope
	logistic := 1 / (1 + math.Exp(-a*(s.Mean+t.Deviation-item.Difficulty)))
	p := item.Guessing + (1-item.Guessing)*logistic
	slope := a * (1 - item.Guessing) * logistic * (1 - logistic) // dP/dtheta
	score := (mark - p) * slope / (p * (1 - p))
	weight := slope * slope / (p * (1 - p))
	v := s.Variance + t.Variance
	e := score / (1 + weight*v)
	shrink := weight / (1 + weight*v)

	next := State{Mean: s.Mean + s.Variance*e, Variance: s.Variance - s.Variance*s.Variance*shrink, Topics: make(map[string]TopicState, len(s.Topics)+1)}
	for name, other := range s.Topics {
		next.Topics[name] = other
	}
	next.Topics[topic] = TopicState{Deviation: t.Deviation + t.Variance*e, Variance: t.Variance - t.Variance*t.Variance*shrink, Answers: t.Answers + 1}
	return next
}

// DriftPerWeek is by how much the variances of the overall ability and of each deviation grow in a week, in squared logits: people learn and forget, so
// that old answers must give way to new ones. It is judgement between two errors. For a person who gains 0.12 logits a week over eleven weeks, 90 % ranges
// without drift hold the truth 69 times in 100, and with it 86 times; for a person who does not change, the root mean square error grows from 0.55 to 0.58.
const DriftPerWeek = 0.02

// Drift lets time pass over a state. Nothing becomes less known than it was before the first answer. Weeks of 0 or less change nothing.
func (m TwoLevel) Drift(s State, weeks float64) State {
	if !(weeks > 0) {
		return s
	}
	next := State{Mean: s.Mean, Variance: math.Max(s.Variance, math.Min(1, s.Variance+DriftPerWeek*weeks)), Topics: make(map[string]TopicState, len(s.Topics))}
	for name, t := range s.Topics {
		t.Variance = math.Max(t.Variance, math.Min(m.Sigma*m.Sigma, t.Variance+DriftPerWeek*weeks))
		next.Topics[name] = t
	}
	return next
}
