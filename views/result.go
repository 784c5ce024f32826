package views

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"time"

	"touchstone/internal/quiz"
)

// Result is what an attempt showed, for whoever took it.
type Result struct {
	Page
	// Attempt is ended and has its Result.
	Attempt *quiz.Attempt
	Steps   []NextStep
	// SeenBy names who sees the result beside the person.
	SeenBy []string
}

func (r Result) result() *quiz.Result { return r.Attempt.Result }

// wideRange is the width from which on a range names no level: it then reaches over more than two.
const wideRange = 45

// answersForALevel is the number of answers from which on a level is named, however they were: few answers on one side make a narrower range, not more knowledge
// of the person. It is the length of a topic's own quiz.
const answersForALevel = 8

// sentence says the level first, before any figure.
func (r Result) sentence() string {
	result := r.result()
	if result.Answered == 0 {
		return "No question was answered, so there is nothing to say yet."
	}
	if result.Answered < answersForALevel || result.High-result.Low > wideRange {
		return fmt.Sprintf("%s a start, and too few to name a level.", capital(isAre(result.Answered, "answer")))
	}
	words := quiz.LevelOf(result.Score).Means + "."
	if weakest := r.weakest(); weakest != nil {
		title := r.Titles.Of(weakest.Topic)
		if quiz.LevelOf(weakest.Score).From == 0 {
			return words + " " + title + " is where the ground is still new."
		}
		return words + " " + title + " is where the gaps are."
	}
	return words
}

func isAre(n int, noun string) string {
	if n == 1 {
		return "one " + noun + " is"
	}
	return word(n) + " " + noun + "s are"
}

// weakest is the topic that lies a level below the whole, nil for none.
func (r Result) weakest() *quiz.TopicResult {
	result := r.result()
	var weakest *quiz.TopicResult
	for i := range result.Topics {
		topic := &result.Topics[i]
		if topic.Enough && (weakest == nil || topic.Score < weakest.Score) {
			weakest = topic
		}
	}
	if len(result.Topics) < 2 || weakest == nil || weakest.Score > result.Score-10 || quiz.LevelOf(weakest.Score).From >= quiz.LevelOf(result.Score).From {
		return nil
	}
	return weakest
}

// verdictOnMark says how the range stands to the pass mark.
func (r Result) verdictOnMark() string {
	result := r.result()
	switch result.Pass {
	case quiz.Above:
		return fmt.Sprintf("That is above the pass mark of %d.", result.PassMark)
	case quiz.Below:
		return fmt.Sprintf("That is below the pass mark of %d.", result.PassMark)
	case quiz.TooClose:
		return fmt.Sprintf("That is too close to the pass mark of %d to decide from this test alone.", result.PassMark)
	}
	return ""
}

// counted says the plain count beside the score: questions right, or marks where parts of one were earned.
func (r Result) counted() string {
	for i := range r.Attempt.Items {
		if answer := r.Attempt.Items[i].Answer; answer != nil && answer.Mark > 0 && answer.Mark < quiz.RightMark {
			return marksOf(r.result())
		}
	}
	return fmt.Sprintf("%.0f of %d right", r.result().Points, r.result().Asked)
}

func marksOf(result *quiz.Result) string {
	return earned(result.Points) + " of " + count(result.Asked, "mark")
}

// earned says marks to a tenth.
func earned(points float64) string { return strconv.FormatFloat(math.Round(10*points)/10, 'f', -1, 64) }

// notable is by how many points score and count must differ for the reason to be said.
const notable = 5

// apart says why the score is not the share of marks; empty where they lie together.
func (r Result) apart() string {
	result := r.result()
	share, score := 100*result.Points/float64(max(1, result.Asked)), float64(result.Score)
	switch {
	case math.Abs(share-score) < notable:
		return ""
	case math.Abs(score-50) < math.Abs(share-50):
		return "Everybody’s score starts at 50, and " + count(result.Asked, "answer") + moves(result.Asked) + " it only part of the way."
	}
	return "The score is not that share, because it allows for how hard these questions were."
}

func moves(n int) string {
	if n == 1 {
		return " moves"
	}
	return " move"
}

// facts says when, how many questions and how long.
func (r Result) facts() (first, second string) {
	first = modeName(r.Attempt.Mode) + ", " + r.day(r.Attempt.EndedAt)
	second = count(len(r.Attempt.Items), "question")
	if taken := r.Attempt.EndedAt.Sub(r.Attempt.StartedAt); taken > 0 && taken < 12*time.Hour {
		second += ", " + minutes(taken)
	}
	return first, second
}

// ended says how the attempt ended where that was not by sending, and what was left out.
func (r Result) ended() string {
	words := ""
	if r.Attempt.State == quiz.Expired {
		words = "The time ended at " + r.clock(r.Attempt.EndedAt) + ". What was saved by then is what counts. "
	}
	if left := r.result().Asked - r.result().Answered; left > 0 {
		words += capital(questionsHad(left)) + " no answer and counted as not right."
	}
	return words
}

func questionsHad(n int) string {
	if n == 1 {
		return "one question had"
	}
	return word(n) + " questions had"
}

// closed reports whether the questions are not explained.
func (r Result) closed() bool { return r.Attempt.Candidate != "" }

func (r Result) seenBy() string {
	switch {
	case len(r.SeenBy) == 0:
		return "Only you can see this result."
	case r.closed():
		return "Only you can open this page. " + capital(list(r.SeenBy)) + sees(r.SeenBy) + "your score, your topics, and some of the answers that were not right."
	}
	return "Only you can open this page. " + list(r.SeenBy) + sees(r.SeenBy) + "your score and topics, not your answers."
}

func sees(people []string) string {
	if len(people) == 1 {
		return " sees "
	}
	return " see "
}

// examples are the placed questions from the easiest for this person to the hardest.
func (r Result) examples() []quiz.Example {
	examples := append([]quiz.Example(nil), r.result().Examples...)
	sort.SliceStable(examples, func(i, j int) bool { return examples[i].Chance > examples[j].Chance })
	return examples
}

func (r Result) stepsNote() string {
	if len(r.Steps) == 1 {
		return "One thing."
	}
	return "The first is the advice."
}
