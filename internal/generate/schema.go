package generate

// schema is one rule that makes drafts from facts. The names are the bank's.
type schema struct {
	name  string
	write func(*writer)
}

// schemas in the order in which they are written; scarce kinds stand first, so that the choice among questions on one fact reaches them.
var schemas = []schema{
	{"scenario", writeScenarios},
	{"application", writeApplications},
	{"ordering", writeOrderings},
	{"misconception", writeMisconceptions},
	{"multiple", writeMultiples},
	{"odd-one-out", writeOddOnes},
	{"contrast", writeContrasts},
	{"consequence", writeConsequences},
	{"diagnosis", writeDiagnoses},
	{"matching", writeMatchings},
	{"framework-of", writeFrameworks},
	{"classification", writeClassifications},
	{"membership", writeMemberships},
	{"responsibility", writeResponsibilities},
	{"effect", writeEffects},
	{"property", writeProperties},
	{"property-term", writePropertyTerms},
	{"expansion", writeExpansions},
	{"numeric", writeNumbers},
	{"purpose-meaning", writePurposeMeanings},
	{"purpose-term", writePurposeTerms},
	{"definition", writeDefinitions},
}
