package generate

import (
	"strings"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/generate/extract"
)

func quoteOf(text string) bank.Quote { return bank.Quote{Text: text, End: len(text)} }

func TestIndefiniteArticleGoesBySound(t *testing.T) {
	for noun, want := range map[string]string{
		"access token": "an", "refresh token": "a", "UPDATE statement": "an", "SQL statement": "an", "HTTP method": "an", "URI": "a", "user agent": "a",
		"JSON Web Token": "a", "ID token": "an", "SAML assertion": "a", "hour": "an", "UNION operator": "a", "`exp` claim": "an", "one-time code": "a", "B-tree": "a",
	} {
		if got := indefiniteArticle(noun); got != want {
			t.Errorf("%s %s, want %s", got, noun, want)
		}
	}
}

func TestPlural(t *testing.T) {
	for one, many := range map[string]string{
		"document store": "document stores", "database family": "database families", "method that is not idempotent": "methods that are not idempotent",
		"platform as a service": "platforms as a service", "class": "classes", "duty of the customer": "duties of the customer",
	} {
		if got := plural(one); got != many {
			t.Errorf("%q gives %q, want %q", one, got, many)
		}
	}
}

func TestUpperLeavesNamesAlone(t *testing.T) {
	s := &speaker{}
	for text, want := range map[string]string{"access token": "Access token", "npm": "npm", "gRPC": "gRPC", "`state` parameter": "`state` parameter", "e-mail": "E-mail", "élan": "Élan"} {
		if got := s.upper(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestMeaningsThatAreClauses(t *testing.T) {
	for meaning, want := range map[string]bool{
		"the device code is too old to continue":        true,
		"a credential that is sent with each request":   false,
		"the request has succeeded":                     true,
		"the rule by which a message is sent to a rule": false,
	} {
		if got := clause(meaning); got != want {
			t.Errorf("clause(%q) is %v", meaning, got)
		}
	}
}

func TestActsInPlaceOfRepeatedKinds(t *testing.T) {
	for _, c := range []struct {
		kind, meaning, act string
		ok                 bool
	}{
		{"scan", "a scan that reads every row of the table", "reads every row of the table", true},
		{"component", "the component that the server calls first", "", false},
		{"component", "a program that runs the plan", "", false},
	} {
		act, ok := actOf(c.kind, c.meaning)
		if ok != c.ok || ok && act != c.act {
			t.Errorf("actOf(%q, %q) is %q, %v", c.kind, c.meaning, act, ok)
		}
	}
}

func TestOrderStem(t *testing.T) {
	s := &speaker{}
	for _, c := range []struct{ lead, heading, want string }{
		{"The device authorization grant runs in this order", "Devices", "Put the steps of the device authorization grant into the right order."},
		{"A write passes through a node in this order", "", "A write passes through a node. Put the steps into the right order."},
		{"The protection works in this order", "Conditional requests", "Put the steps of “Conditional requests” into the right order."},
	} {
		if got := orderStem(c.lead, c.heading, s); got != c.want {
			t.Errorf("%q gives %q, want %q", c.lead, got, c.want)
		}
	}
}

func TestAbbreviationsMustBeSpelledByTheirWords(t *testing.T) {
	for abbreviation, c := range map[string]struct {
		phrase string
		want   bool
	}{
		"DML": {"Data Manipulation Language", true}, "HTTP": {"Hypertext Transfer Protocol", false}, "CORS": {"Cross-Origin Resource Sharing", false}, "APIs": {"application programming interface", true},
	} {
		if got := spells(abbreviation, strings.Fields(c.phrase)); got != c.want {
			t.Errorf("spells(%s, %q) is %v", abbreviation, c.phrase, got)
		}
	}
}

func TestStatementsThatCannotStandAlone(t *testing.T) {
	fact := func(object, quote string) *extract.Fact {
		f := &extract.Fact{}
		f.Relation, f.Object = extract.Definition, object
		f.Quotes = append(f.Quotes, quoteOf(quote))
		return f
	}
	if whole(fact("the property that the system keeps running", "Partition tolerance is the property that the system keeps running although messages are lost.")) {
		t.Error("a statement that goes on with “although” says something else without it")
	}
	if !whole(fact("a store of responses for one user", "A private cache is a store of responses for one user, such as that of a browser.")) {
		t.Error("an example behind the statement is no part of it")
	}
	if whole(fact("a collective name for the other families", "NoSQL is a collective name for the other families.")) {
		t.Error("“the other families” says nothing alone")
	}
}

func TestPraiseIsCutOrRefused(t *testing.T) {
	f := &extract.Fact{}
	f.Relation, f.Object = extract.Effect, "hosts the project in the cloud and helps the team to work better"
	if got := withoutPraise(f).Object; got != "hosts the project in the cloud" {
		t.Errorf("got %q", got)
	}
	f.Object = "optimizes queries, and makes pages faster"
	if got := withoutPraise(f).Object; got != f.Object {
		t.Errorf("a list must not be cut to %q", got)
	}
}

func TestArticlesOfNamesWithCapitalsInside(t *testing.T) {
	for noun, want := range map[string]string{"SSTable": "an", "mTLS connection": "an", "gRPC call": "a", "OAuth client": "an", "JSONPath": "a", "GraphQL query": "a", "IoT device": "an"} {
		if got := indefiniteArticle(noun); got != want {
			t.Errorf("%s %s, want %s", got, noun, want)
		}
	}
}

func TestGerundsLoseTheirCapitalInsideASentence(t *testing.T) {
	s := &speaker{names: map[string]bool{"Spring": true}}
	for text, want := range map[string]string{"Moving one path runs": "moving one path runs", "Spring Boot runs": "Spring Boot runs", "A pot": "a pot"} {
		if got := s.lowerFirst(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestAPoleKeepsItsArticle(t *testing.T) {
	s := &speaker{}
	quotes := []bank.Quote{quoteOf("A long queue at the gate hides a fault, whereas the short queue shows it.")}
	for phrase, want := range map[string]string{"long queue at the gate": "a long queue at the gate", "short queue": "the short queue", "fault": "a fault"} {
		if got := s.asQuoted(phrase, quotes); got != want {
			t.Errorf("%q gives %q, want %q", phrase, got, want)
		}
	}
}
