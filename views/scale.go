package views

import (
	"strconv"

	"touchstone/internal/quiz"
	"touchstone/static"
)

// at is the class that puts something on the scale from 0 to 100; wide gives it a width. The content policy allows no inline styles.
func at(score int) string { return "at-" + strconv.Itoa(clamp(score)) }

func wide(width int) string { return "w-" + strconv.Itoa(clamp(width)) }

func clamp(n int) int { return max(0, min(100, n)) }

// heat is the class of a score on the five steps of the heat scale.
func heat(score int) string { return "heat-" + strconv.Itoa(min(5, clamp(score)/20+1)) }

func levelsOfScale() []quiz.Level { return quiz.Levels }

func iconURL(name string) string { return static.URL("icons.svg") + "#" + name }
