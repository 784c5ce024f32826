package main

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
)

// fewQuestions is the number below which whoever wrote the guide is told what to write instead.
const fewQuestions = 5

// commonRefusals is how many reasons are told.
const commonRefusals = 3

// remedy is a reason of refusal in plain words, with what to write instead.
type remedy struct{ means, instead string }

// remedies are by the reason as a rejection gives it, without what follows a colon.
var remedies = map[string]remedy{
	"first or second person":     {"The passage speaks of “we” or “you”.", "Name the thing that acts: “The server sends the token”, not “You send the token”."},
	"opinion":                    {"The passage gives an opinion.", "Say what is so and why, without words such as “best”, “easy” or “important”."},
	"cannot stand alone":         {"The sentence speaks of something that only this guide knows by that name.", "Use the general name of the thing, or define it."},
	"its subject is a pronoun":   {"The sentence begins with “it”, “this” or the like.", "Begin the sentence with the name of the thing."},
	"context only":               {"The passage names nothing that the guide defines.", "Define the thing first: “A queue is a …”."},
	"a question":                 {"The passage asks and does not state.", "Write the answer as a sentence."},
	"dated":                      {"The passage will be out of date.", "Leave out years, prices and words such as “now” and “recently”."},
	"promotion or career advice": {"The passage advertises, or advises on a career.", "Say what the thing does."},
	"words of the site":          {"The passage is about the site, not the subject.", "Leave out links, menus and calls to read on."},
	"fewer than two wrong options can be proved wrong": {
		"The guide names too few things of the same kind, so no wrong option can be proved wrong.", "Define at least three things of one kind, each in a sentence: “A queue is a …”, “A topic is a …”."},
	bank.CheckName(4):  {"The right answer would be much longer than the others.", "Keep definitions of one kind about equally long and short."},
	bank.CheckName(12): {"The explanation uses the word that it explains, so the question would give the answer away.", "Define the thing in other words than its own name."},
	bank.CheckName(22): {"The options would differ too much in length or form.", "Say things of one kind in sentences of one form."},
	bank.CheckName(26): {"The question would ask the same as another.", "State more facts, each once."},
}

// refusals says the most common reasons of refusal in plain words.
func refusals(rejected []bank.Rejection) string {
	counted := map[string]int{}
	var reasons []string
	for _, r := range rejected {
		reason, _, _ := strings.Cut(r.Reason, ":")
		if counted[reason] == 0 {
			reasons = append(reasons, reason)
		}
		counted[reason]++
	}
	if len(reasons) == 0 {
		return "No sentence states a fact that a question could ask. Write sentences such as “A queue is a …” or “A queue keeps …”.\n"
	}
	sort.SliceStable(reasons, func(i, j int) bool {
		if counted[reasons[i]] != counted[reasons[j]] {
			return counted[reasons[i]] > counted[reasons[j]]
		}
		return reasons[i] < reasons[j]
	})
	var b strings.Builder
	b.WriteString("The most common reasons, and what to write instead:\n")
	for _, reason := range reasons[:min(commonRefusals, len(reasons))] {
		known, found := remedies[reason]
		if !found {
			known = remedy{strings.ToUpper(reason[:1]) + reason[1:] + ".", "See the refused candidates with --json."}
		}
		fmt.Fprintf(&b, "- %s %s (%d refused)\n", known.means, known.instead, counted[reason])
	}
	return b.String()
}
