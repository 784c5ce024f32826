package bank

// Fact is what a guide says, in a form that a rule can use, with its exact quotes.
type Fact struct {
	ID string `json:"id"`
	// Document is the path or slug of the document that states it.
	Document string `json:"document"`
	Topic    string `json:"topic,omitempty"`
	// Subject is a concept id where the curriculum knows the concept, else the subject's own words.
	Subject string `json:"subject"`
	// Relation is the type of the fact (definition, purpose, consequence, contrast, member-of, framework-of, step ...).
	Relation string     `json:"relation"`
	Object   string     `json:"object"`
	Quotes   []Quote    `json:"quotes"`
	Status   FactStatus `json:"status"`
	// Origin is the name of the extraction rule.
	Origin string `json:"origin"`
}

// Quote is an exact piece of a document's extracted text.
type Quote struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// FactStatus says how far a fact can be relied on.
type FactStatus string

// The states of a fact. Questions rest on stated and corroborated facts alone.
const (
	Stated       FactStatus = "stated"
	Corroborated FactStatus = "corroborated"
	Contested    FactStatus = "contested"
	Opinion      FactStatus = "opinion"
	Dated        FactStatus = "dated"
	Wrong        FactStatus = "wrong"
)

// Usable reports whether a question may rest on the fact.
func (f *Fact) Usable() bool { return f.Status == Stated || f.Status == Corroborated }

// Rejection keeps why a candidate question was not accepted.
type Rejection struct {
	Facts  []string `json:"facts"`
	Schema string   `json:"schema"`
	Reason string   `json:"reason"`
}

// Contradiction is a pair of facts that cannot both be true.
type Contradiction struct {
	Facts  []string `json:"facts"`
	Reason string   `json:"reason"`
}
