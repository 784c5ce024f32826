package find

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

var library = sync.OnceValues(func() (*Index, []string) {
	c := curriculum.Library()
	documents := map[string]*guide.Document{}
	for _, g := range c.Guides {
		if g.Decisions {
			continue
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			panic(err)
		}
		documents[g.Topic] = document
	}
	passages := Passages(c, documents)
	ids := make([]string, len(passages))
	for i := range passages {
		ids[i] = passages[i].ID
	}
	return NewIndex(c, passages), ids
})

// wholeLibrary is the index of all study guides, and the ids of all passages.
func wholeLibrary(testing.TB) (*Index, []string) { return library() }

func textsOf(words []word) string {
	var texts []string
	for _, w := range words {
		texts = append(texts, w.text)
	}
	return strings.Join(texts, " ")
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Cache-Control": "cache control cachecontrol", "HTTP/2.": "http 2 http2", "N+1": "n 1 n1", "C# and C++": "csharp and cplusplus", "O(n log n), O(1)": "bigonlogn bigo1", "O(n²)": "bigon2",
		"client_secret_basic": "client secret basic clientsecretbasic", "don't": "dont", "the user's “token”": "the user token", "users' tokens": "users tokens", "JWTs": "jwt", "Naïve café": "naive cafe",
		"normalisation, behaviour": "normalization behavior", "a/b/c/d/e": "a b c d e", "end. Start": "end start", "e.g. this": "e g eg this", "— … !": "", "99.9 %": "99 9 999", "日本": "",
	} {
		if got := textsOf(read(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	for _, w := range read("Say “Cache-Control: no-store” to the user's naïve cache, O(n) times") {
		if w.start < 0 || w.end <= w.start {
			t.Errorf("%+v has no place", w)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"deadlock", "C++ O(", "user's", "O(n", "\xff'\xfe", "a-b_c/d+e", "’s", "²", "how do I stop two people"} {
		f.Add(seed)
	}
	x, all := library()
	f.Fuzz(func(t *testing.T, typed string) {
		last := 0
		for _, w := range read(typed) {
			if w.text == "" || w.start < 0 || w.end > len(typed) || w.end <= w.start || !w.whole && w.start < last {
				t.Fatalf("%q: %+v", typed, w)
			}
			if flat(w.text) != w.text {
				t.Fatalf("%q: %q is not normal", typed, w.text)
			}
			if !w.whole {
				last = w.end
			}
		}
		q := x.Read(typed)
		for _, group := range q.Groups() {
			for _, term := range group {
				if term.Word == "" || flat(term.Word) != term.Word {
					t.Fatalf("%q: the database is asked for %q", typed, term.Word)
				}
			}
		}
		x.Rank(q, all[:50])
		var b strings.Builder
		for _, piece := range x.Excerpt(q, typed) {
			b.WriteString(piece.Text)
		}
		if b.Len() > excerptLength*2+len(typed) {
			t.Fatalf("%q: an excerpt of %d bytes", typed, b.Len())
		}
	})
}

func TestSubjectsOfDefinitions(t *testing.T) {
	for sentence, want := range map[string]string{
		"A deadlock is a circular wait.": "deadlock", "The WHERE clause is the part of a query.": "WHERE clause", "Cross-site scripting (XSS) is the reason why.": "", "It rains.": "",
		"If a call fails, it is a pity.": "", "The order of many words in one long name is a pity.": "", "PKCE means a thing.": "PKCE",
	} {
		if got := subject(sentence); got != want {
			t.Errorf("%s: %q, want %q", sentence, got, want)
		}
	}
	if ways := waysToSay("content delivery network (CDN)"); !slices.Equal(ways, []string{"content delivery network", "CDN"}) {
		t.Errorf("%q", ways)
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"token", "token", 0}, {"tokn", "token", 1}, {"tokne", "token", 1}, {"tocken", "token", 1}, {"taken", "token", 1}, {"", "abc", 3}, {"cache", "queue", 4}} {
		if got := slips(c.a, c.b, 9); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	x, _ := library()
	for typed, want := range map[string]string{"deadlok": "deadlock", "authentcation": "authentication", "idempotant": "idempotent", "zzyzx": "", "abc": ""} {
		if got := x.nearest(typed); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

// Every name that the everyday words lead to stands in a guide, so that no line of the file is dead.
func TestEverydayWordsLeadToTheGuides(t *testing.T) {
	x, all := library()
	dead := 0
	for _, s := range everyday {
		if len(s.said) == 0 {
			t.Errorf("a line says nothing for %q", s.meant)
		}
		found := false
		for _, phrase := range s.meant {
			q := &Query{units: []unit{{weight: 1, ways: []way{x.way(1, termsOf(phrase)...)}}}, names: map[string]float64{}, homes: map[string]float64{}}
			found = found || len(x.Rank(q, all)) > 0
		}
		if !found {
			dead++
			t.Errorf("%q leads to %q, and no guide has any of these", s.said, s.meant)
		}
	}
	if len(everyday) < 300 {
		t.Errorf("only %d lines were read", len(everyday))
	}
}

func firstOf(t *testing.T, query string) Hit {
	t.Helper()
	x, all := library()
	hits := x.Rank(x.Read(query), all)
	if len(hits) == 0 {
		t.Fatalf("%s finds nothing", query)
	}
	return hits[0]
}

func TestRankingRules(t *testing.T) {
	for query, topic := range map[string]string{"OAuth": "oauth", "oauth 2.0": "oauth", "SQL": "sql", "git": "git", "caching": "caching", "web security": "web-security"} {
		if hit := firstOf(t, query); !hit.IsTopic() || hit.Topic != topic {
			t.Errorf("%s: the first is %s, want the topic", query, hit.ID)
		}
	}
	for query, said := range map[string]string{
		"deadlock": "a circular wait", "what is a deadlock": "a circular wait", "JWT": "JSON Web Token", "proof key for code exchange": "PKCE", "time out": "timeout", "client-side validation": "Client-side validation is",
	} {
		if hit := firstOf(t, query); !strings.Contains(hit.Text, said) {
			t.Errorf("%s: the first is %.80s, want %s", query, hit.Text, said)
		}
	}
	x, all := library()
	q := x.Read("deadlock")
	once, again := x.Rank(q, all), x.Rank(x.Read("deadlock"), all)
	if !slices.Equal(once, again) {
		t.Error("the same query gives another order")
	}
	if hits := x.Rank(q, []string{"of another version"}); len(hits) != 0 {
		t.Errorf("an unknown passage is ranked: %v", hits)
	}
	for i := 1; i < len(once); i++ {
		if once[i].Score > once[i-1].Score {
			t.Errorf("hit %d is better than the one before", i)
		}
	}
}

func TestExcerptsMarkWhatWasLookedFor(t *testing.T) {
	x, _ := library()
	for _, c := range []struct{ query, text, want string }{
		{"deadlock", "Nothing here. A deadlock is a circle. Deadlocks end.", "… A [deadlock] is a circle. [Deadlocks] end."},
		{"JWT", "A JSON Web Token holds claims.", "A [JSON Web Token] holds claims."},
		{"cache-control", "Send Cache-Control: no-store.", "Send [Cache-Control]: no-store."},
		{"429", "Code · Meaning\n404 · Not Found\n429 · Too Many", "… [429] · Too Many"},
	} {
		var b strings.Builder
		for _, piece := range x.Excerpt(x.Read(c.query), c.text) {
			if piece.Found {
				b.WriteString("[" + piece.Text + "]")
			} else {
				b.WriteString(piece.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("%s: %q, want %q", c.query, b.String(), c.want)
		}
	}
	long := strings.Repeat("word ", 100) + "deadlock " + strings.Repeat("word ", 100)
	total := ""
	for _, piece := range x.Excerpt(x.Read("deadlock"), long) {
		total += piece.Text
	}
	if !strings.Contains(total, "deadlock") || len(total) > excerptLength+16 || !strings.HasPrefix(total, "… ") || !strings.HasSuffix(total, " …") {
		t.Errorf("a long sentence: %q", total)
	}
}
