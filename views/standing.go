package views

import "touchstone/internal/recommend"

// states lists the states of a topic in the order of the legend.
var states = []recommend.State{recommend.Known, recommend.Learning, recommend.Few, recommend.Ready, recommend.Later}

// stateWord is a state as it is said. Each has a word and a shape.
func stateWord(s recommend.State) string {
	switch s {
	case recommend.Known:
		return "Known"
	case recommend.Learning:
		return "Learning"
	case recommend.Few:
		return "Not enough answers"
	case recommend.Ready:
		return "Ready to start"
	}
	return "Later"
}

// stateMeaning explains a state in the legend.
func stateMeaning(s recommend.State) string {
	switch s {
	case recommend.Known:
		return "the range lies above 60"
	case recommend.Learning:
		return "answered, and not surely above 60"
	case recommend.Few:
		return "too few answers for a score"
	case recommend.Ready:
		return "you have what it needs"
	}
	return "something else comes first"
}

// scored reports whether a topic's score says something: only where it was asked often enough.
func scored(s recommend.TopicState) bool {
	return s.State == recommend.Known || s.State == recommend.Learning
}

// stateShape is the name of the state's icon.
func stateShape(s recommend.State) string {
	if s == "" {
		return string(recommend.Later)
	}
	return string(s)
}
