// Package house holds the rules of the house as tests: which packages there are, who may import whom, and what the
// pure ones must not touch. It has no code of its own for the program.
package house
