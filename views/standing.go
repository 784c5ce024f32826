package views

// State is how somebody stands on a topic. Each has a word and a shape.
type State string

// The states, from what is known to what comes later.
const (
	Known    State = "known"
	Learning State = "learning"
	Few      State = "few"
	Ready    State = "ready"
	Later    State = "later"
)

// states lists them in the order of the legend.
var states = []State{Known, Learning, Few, Ready, Later}

// Word is the state as it is said.
func (s State) Word() string {
	switch s {
	case Known:
		return "Known"
	case Learning:
		return "Learning"
	case Few:
		return "Not enough answers"
	case Ready:
		return "Ready to start"
	}
	return "Later"
}

// Meaning explains the state in the legend.
func (s State) Meaning() string {
	switch s {
	case Known:
		return "the range lies above 60"
	case Learning:
		return "answered, and not surely above 60"
	case Few:
		return "too few answers for a score"
	case Ready:
		return "you have what it needs"
	}
	return "something else comes first"
}

// Standing is somebody's state on a topic with its figures. A score counts only in the states Known and Learning.
type Standing struct {
	State            State
	Answers          int
	Score, Low, High int
}

func (s Standing) scored() bool { return s.State == Known || s.State == Learning }

// shape is the name of the state's icon.
func (s Standing) shape() string {
	if s.State == "" {
		return string(Later)
	}
	return string(s.State)
}
