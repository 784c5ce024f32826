package bank

// Schema is a rule that makes questions, as the gate knows it.
type Schema struct {
	Name string
	// Level is what a question of this schema asks of the learner.
	Level Level
	// Quoting allows the stem to repeat the guide's words, because the words are what is asked about.
	Quoting bool
	// Title names the schema for people.
	Title string
}

// Schemas lists the rules in the order in which reports print them.
var Schemas = []Schema{
	{"definition-term", Remember, true, "Definition: find the term"},
	{"definition-meaning", Understand, false, "Definition: find the meaning"},
	{"purpose-term", Understand, true, "Purpose: find the means"},
	{"purpose-meaning", Understand, false, "Purpose: find the use"},
	{"classification", Understand, false, "Classification"},
	{"membership", Remember, false, "Classification: find the member"},
	{"contrast", Understand, false, "Contrast: what tells two things apart"},
	{"framework-of", Remember, false, "Framework and language"},
	{"consequence", Understand, false, "Consequence"},
	{"diagnosis", Analyse, true, "From a symptom to its cause"},
	{"responsibility", Understand, true, "Responsibility"},
	{"effect", Understand, true, "Effect: find the cause"},
	{"property", Understand, false, "Property: find the value"},
	{"property-term", Understand, false, "Property: find the thing"},
	{"expansion", Remember, false, "Abbreviation"},
	{"odd-one-out", Analyse, false, "Odd one out"},
	{"multiple", Understand, false, "Several right answers"},
	{"matching", Remember, false, "Matching"},
	{"ordering", Understand, true, "Ordering"},
	{"scenario", Apply, true, "Scenario"},
	{"application", Apply, true, "From a case to what fits"},
	{"misconception", Understand, true, "Misconception"},
	{"numeric", Remember, true, "Number"},
	{"computed", Apply, true, "Computed: find the result"},
	{"computed-analysis", Analyse, true, "Computed: find what decides"},
}

// SchemaNamed returns the schema of that name.
func SchemaNamed(name string) (Schema, bool) {
	for _, s := range Schemas {
		if s.Name == name {
			return s, true
		}
	}
	return Schema{}, false
}

// Computed reports whether the keys of a schema are computed by running what the question shows. Its questions come in families of variants.
func Computed(schema string) bool { return schema == "computed" || schema == "computed-analysis" }
