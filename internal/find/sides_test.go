package find

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatIsComparedIsToldApart(t *testing.T) {
	for query, want := range map[string]string{
		"left join vs inner join": "left | inner", "401 or 403": "401 | 403", "rest vs graphql vs grpc": "rest | graphql | grpc", "difference between docker image and container": "docker imag | contain",
		"when should i use graphql instead of rest": "graphql | rest", "what is edge computing and how is it different from a cdn": "edg comput | cdn", "monolith or microservices for a small team": "monolith | microservic",
		"how do i choose between postgres and mongo for a new project": "postgr | mongo", "compare tcp with udp": "tcp | udp", "deadlock": "", "search and replace": "", "or": "", "vs": "", "a vs": "", "vs b": "",
	} {
		var sides []string
		for _, s := range sidesOf(read(query)) {
			sides = append(sides, strings.Join(s.stems, " "))
		}
		if got := strings.Join(sides, " | "); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestAComparisonFindsWhatTreatsBothSides(t *testing.T) {
	for query, both := range map[string][]string{
		"unit test vs integration test": {"unit test", "integration test"}, "vertical or horizontal scaling": {"vertical", "horizontal"}, "ssr vs ssg": {"server-side rendering", "static site generation"},
	} {
		hit := firstOf(t, query)
		for _, side := range both {
			if !strings.Contains(strings.ToLower(hit.Text), side) {
				t.Errorf("%s: the first says nothing of %s: %.90s", query, side, hit.Text)
			}
		}
	}
	x, all := library()
	hits := x.Rank(x.Read("deadlock vs phishing"), all)
	if len(hits) < 2 || !slices.Contains(hits[0].Names, "Deadlock") || !slices.Contains(hits[1].Names, "Phishing") {
		t.Errorf("nothing treats both, and the first two are not the definitions: %.80s, %.80s", hits[0].Text, hits[1].Text)
	}
}

func TestAListIsFoundAsAWhole(t *testing.T) {
	_, all := library()
	if len(all) == 0 {
		t.Fatal("the library is empty")
	}
	for query, want := range map[string]int{"kinds of join": 3, "list of http methods": 5, "what to look for in a code review": 4} {
		if hit := firstOf(t, query); len(hit.Kinds) < want {
			t.Errorf("%s: the first enumerates %d: %.90s", query, len(hit.Kinds), hit.Text)
		}
	}
}

func TestAbbreviationsAreNotTheBeginningsOfOthers(t *testing.T) {
	for query, said := range map[string]string{"ssr": "server-side rendering is", "idor": "insecure direct object reference", "tdd": "test-driven development is"} {
		if hit := firstOf(t, query); !strings.Contains(strings.ToLower(hit.Text), said) {
			t.Errorf("%s: the first is %.90s", query, hit.Text)
		}
	}
	x, _ := library()
	if q := x.Read("embed"); len(q.units) == 0 || !q.units[0].ways[0].words[0].Prefix {
		t.Error("the databases would miss the other forms of an odd word")
	}
}
