// Package extract turns a parsed guide into typed facts with exact quotes. It works by rules over sentences, lists, tables and definition lists;
// the curriculum only tells which words name a concept and which statements cannot be true.
package extract

import (
	"touchstone/internal/bank"
	"touchstone/internal/guide"
)

// The relations of a fact, and the shape of its Object.
const (
	// Definition: a noun phrase with the class and what tells the subject apart ("a credential that lets a client call an API").
	Definition = "definition"
	// Purpose: an infinitive phrase without "to" ("get a new access token without asking the owner again").
	Purpose = "purpose"
	// Without: a clause that says what happens when the subject is missing.
	Without = "without"
	// Effect: a verb phrase in the third person: what the subject causes, prevents, allows or reduces.
	Effect = "effect"
	// Condition: what follows (Object) when Situation holds.
	Condition = "condition"
	// Responsibility: a verb phrase in the third person: what a role or a side does.
	Responsibility = "responsibility"
	// Contrast: the predicate of the subject; Other holds the other pole.
	Contrast = "contrast"
	// Member: a class as a singular noun phrase; Attribute is the class as the guide writes it.
	Member = "member"
	// Example: a class of which the subject is one of several examples; the list is open.
	Example = "example"
	// Property: a value; Attribute is the property's name.
	Property = "property"
	// FrameworkOf: the language that the subject is a framework or library for.
	FrameworkOf = "framework-of"
	// Expansion: the words that an abbreviation stands for.
	Expansion = "expansion"
	// Numeric: a value with its unit; Attribute is what is measured.
	Numeric = "numeric"
	// Step: one step of a flow; Group is the flow, Ordinal the place, Situation the lead-in.
	Step = "step"
	// Decision: the chosen option, with Situation, Because and Alternatives.
	Decision = "decision"
	// Misconception: the wrong statement; Because is the refutation.
	Misconception = "misconception"
)

// Fact is one statement of a guide. Object, Attribute and the poles stand without a final stop, with code in backticks and a small first letter unless a
// name begins them; steps and misconceptions keep the capital of their sentence.
type Fact struct {
	bank.Fact
	// SubjectText is the subject as the guide writes it, without article.
	SubjectText string
	// ObjectConcept is the id of the concept that the object is, if it is one.
	ObjectConcept string
	// Form is the grammatical form of a definition's object: noun ("a credential that ..."), plural, gerund ("asking for ...") or clause ("a party receives ...").
	Form string
	// Attribute is the name of a property, the class of a member as written, or what a number measures.
	Attribute string
	// Group is shared by the facts of one list, table, flow or sentence.
	Group string
	// Ordinal is the place in a flow, from 1.
	Ordinal int
	// Other is the second pole of a contrast.
	Other *Pole
	// Alternatives are the rejected options of a decision.
	Alternatives []Alternative
	// Situation is what a decision has to deal with (sentences), what a condition supposes (a clause, with its "when" unless it is an "if"), or the lead-in of a flow.
	Situation string
	// Because is the reason of a decision (a clause without "because" and stop) or the refutation of a misconception (sentences).
	Because string
	// Headings are the headings above, outermost first.
	Headings []string
	// Passage is the id of the passage that states the fact.
	Passage string
}

// Pole is one side of a contrast.
type Pole struct {
	// Subject is a concept id or the normalised phrase, SubjectText the words of the guide.
	Subject, SubjectText string
	// Object is what is said of this side.
	Object string
}

// Alternative is an option that a decision rejects.
type Alternative struct {
	Text string
	// Concept is the concept that the option names, if it is one.
	Concept string
	// Why is the sentence that says what the option would do wrong here.
	Why string
}

// Source is one document to read.
type Source struct {
	// Path is how the document is named in facts; the slug stands in when it is empty.
	Path string
	// Slug names the guide stably across edits; ids of facts and passages rest on it, or on the path when it is empty.
	Slug string
	// Topic is the slug of the topic that the document is about, if it is known.
	Topic    string
	Document *guide.Document
}

// name is what the facts of the source call their document.
func (s Source) name() string {
	if s.Path != "" {
		return s.Path
	}
	return s.Slug
}

// key is what ids are hashed from.
func (s Source) key() string {
	if s.Slug != "" {
		return s.Slug
	}
	return s.Path
}

// Reading is what one document holds.
type Reading struct {
	Source Source
	// Facts stand in the order of the document.
	Facts []Fact
	// Passages, UsablePassages and Words count what was read; noise is not counted.
	Passages, UsablePassages, Words int
	// Skipped says for each passage that was not used why.
	Skipped []bank.Rejection
}

// Ledger is what several documents say together.
type Ledger struct {
	Facts          []Fact
	Contradictions []bank.Contradiction
}
