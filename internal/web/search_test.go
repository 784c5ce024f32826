package web_test

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/curriculum"
	"touchstone/internal/find"
	"touchstone/internal/guide"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
	"touchstone/internal/web"
)

// reading is a site with the built-in study guides, and nothing but them to search in.
func reading(t testing.TB, kind string) (*site, map[string]find.Passage) {
	t.Helper()
	passages := find.Passages(curriculum.Library(), storetest.Documents(t))
	s := newSite(t, kind, func(c *web.Config) { c.Curriculum = curriculum.Library() })
	if loaded, err := s.store.LoadLibrary(t.Context(), &store.Library{Hash: "reading", Passages: passages}); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	byID := map[string]find.Passage{}
	for _, p := range passages {
		byID[p.ID] = p
	}
	return s, byID
}

// search returns the addresses that a query finds, in order.
func (b *browser) search(query string) []string {
	return b.get("/search?q=" + url.QueryEscape(query)).is(http.StatusOK).Find(".findings a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") })
}

// wanted is one line of a file of queries.
type wanted struct {
	query string
	right []rightPassage
}

type rightPassage struct {
	guide string
	words []string
}

func (w wanted) met(p find.Passage) bool {
	text := strings.ToLower(strings.Join(p.Headings, " ") + " " + p.Lead + " " + p.Text)
	return slices.ContainsFunc(w.right, func(r rightPassage) bool {
		return p.Guide == r.guide && !slices.ContainsFunc(r.words, func(word string) bool { return !strings.Contains(text, word) })
	})
}

func queries(t *testing.T, file string) (list []wanted) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) < 3 || len(cells)%2 == 0 {
			t.Fatalf("%s: %q is no query with a guide and words", file, line)
		}
		w := wanted{query: strings.TrimSpace(cells[0])}
		for i := 1; i < len(cells); i += 2 {
			r := rightPassage{guide: strings.TrimSpace(cells[i])}
			for word := range strings.SplitSeq(cells[i+1], ",") {
				r.words = append(r.words, strings.ToLower(strings.TrimSpace(word)))
			}
			w.right = append(w.right, r)
		}
		list = append(list, w)
	}
	if err := lines.Err(); err != nil || len(list) == 0 {
		t.Fatalf("%s: %d queries, %v", file, len(list), err)
	}
	return list
}

// The right passage is first for four queries of five, and among the first five for nineteen of twenty. A topic above the passages does not count.
func TestTheRightPassageIsFound(t *testing.T) {
	t.Parallel()
	list := queries(t, "testdata/search_queries.txt")
	for _, w := range list {
		if !slices.ContainsFunc(w.right, func(r rightPassage) bool { _, known := curriculum.Library().Topic(r.guide); return known }) {
			t.Errorf("%q: no guide is called %q", w.query, w.right[0].guide)
		}
	}
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s, passages := reading(t, kind)
			b := s.visitor()
			first, five := 0, 0
			for _, w := range list {
				rank, place, best := 0, 0, ""
				for _, address := range b.search(w.query) {
					_, id, isPassage := strings.Cut(address, "#p-")
					if !isPassage {
						continue
					}
					if place++; place == 1 {
						p := passages[id]
						best = fmt.Sprintf("%s: %.120s", p.Heading(), p.Text)
					}
					if w.met(passages[id]) {
						rank = place
						break
					}
				}
				if rank == 1 {
					first++
				} else {
					t.Logf("%q: the right passage is at %d of %d; first is %s", w.query, rank, place, best)
				}
				if rank > 0 && rank <= 5 {
					five++
				}
			}
			t.Logf("%d queries: the right passage is first for %d, among five for %d", len(list), first, five)
			if first*5 < len(list)*4 || five*20 < len(list)*19 {
				t.Errorf("of %d queries only %d and %d", len(list), first, five)
			}
		})
	}
}

func TestBothDatabasesGiveTheSameOrder(t *testing.T) {
	t.Parallel()
	sqlite, _ := reading(t, "sqlite")
	postgres, _ := reading(t, "postgres")
	one, other := sqlite.visitor(), postgres.visitor()
	apart := 0
	list := queries(t, "testdata/search_queries.txt")
	for _, w := range list {
		first, second := one.search(w.query), other.search(w.query)
		if n := min(5, len(first), len(second)); !slices.Equal(first[:n], second[:n]) {
			apart++
			t.Logf("%q: %v, %v", w.query, first[:n], second[:n])
		}
	}
	if apart*20 > len(list) { // the stemmers of the two differ in a few words
		t.Errorf("%d of %d queries differ in the first five", apart, len(list))
	}
}

func TestAFindingLeadsToItsPassage(t *testing.T) {
	each(t, func(s *site) {
		if _, err := s.store.LoadLibrary(t.Context(), &store.Library{Hash: "small", Passages: smallPassages()}); err != nil {
			t.Fatal(err)
		}
		b := s.visitor()
		p := b.get("/search?q=pointed+fingers").is(http.StatusOK).has(`form[role=search] input[name=q][type=search][value="pointed fingers"]`).has("label[for=q]").has("mark")
		if found := p.Find("mark").First().Text(); found != "point" {
			t.Errorf("%q is marked", found)
		}
		address := p.Find(".findings a").First().AttrOr("href", "")
		path, id, _ := strings.Cut(address, "#")
		b.get(path).is(http.StatusOK).has("#" + id)
		b.get("/search?q=About+sql").is(http.StatusOK).has(`.findings li:first-child a[href="/topics/sql"]`)
		b.get("/topics/sql").is(http.StatusOK)
		for _, path := range []string{"/guides", "/topics", "/search"} {
			b.get(path).has(`form[role=search][action="/search"][method=get]`)
		}
	})
}

// smallPassages are those of the small curriculum.
func smallPassages() []find.Passage {
	documents := map[string]*guide.Document{}
	for _, g := range smallCurriculum().Guides {
		document, err := guide.Parse(g.Source)
		if err != nil {
			panic(err)
		}
		documents[g.Topic] = document
	}
	return find.Passages(smallCurriculum(), documents)
}

func TestWhateverIsTypedGetsAPage(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s, _ := reading(t, kind)
			b := s.visitor()
			b.get("/search").is(http.StatusOK).says("What to type", "difference between PUT and PATCH")
			b.get("/search?q=++").is(http.StatusOK).says("What to type")
			for _, typed := range []string{`"`, `"""`, "*", "-", ":", "(", ")", "&", "|", "!", "'", ";", "--", "...", "?", "\x00", "\xff\xfe", "<->", "%", "_", "😀", "\\", "{}", "^", "~", "@"} {
				p := b.get("/search?q=" + url.QueryEscape(typed)).is(http.StatusOK)
				if p.Find(".findings").Length() > 0 {
					t.Errorf("%q finds something", typed)
				}
			}
			for _, typed := range []string{
				`"deadlock`, "deadlock*", "-deadlock", "words:deadlock", "(deadlock", "NEAR(deadlock, 5)", "deadlock AND", "OR deadlock", "NOT deadlock", "deadlock & !", "deadlock | ", "'; DROP TABLE passages; --deadlock",
				"deadlock" + strings.Repeat(" lock", 3000), "deadlock\x00", "DEADLOCK", "déadlock", "deadlocks?", "dead lock", "dead-lock", "deadlok", "deadl",
			} {
				p := b.get("/search?q=" + url.QueryEscape(typed)).is(http.StatusOK)
				if !strings.Contains(strings.ToLower(p.Find(".findings").Text()), "deadlock") {
					t.Errorf("%.40q does not find deadlocks", typed)
				}
			}
			b.get("/search?q=zzyzx").is(http.StatusOK).says("Nothing found", "“zzyzx”", "the list of guides")
			b.get("/search?q=deadlok").is(http.StatusOK).says("No guide has the word “deadlok”", "deadlock")
			if p := b.get("/search?q=" + url.QueryEscape(`<script>alert(1)</script>"><b>x`)).is(http.StatusOK); p.Find("main script, main b").Length() > 0 {
				t.Error("what was typed became a part of the page")
			}
			b.get("/search?q=%zz&q=;;").is(http.StatusOK)
			for query, said := range map[string]string{
				"Cache-Control": "Cache-Control", "N+1": "N+1", "HTTP/2": "HTTP/2", "O(n)": "O(n)", "429": "429", "PKCE": "PKCE", "JWT": "JSON Web Token", "WHERE": "WHERE", "HAVING": "HAVING", "NOT NULL": "NULL",
			} {
				if text := b.get("/search?q=" + url.QueryEscape(query)).Find(".findings").Text(); !strings.Contains(text, said) {
					t.Errorf("%s finds nothing with %s", query, said)
				}
			}
		})
	}
}

// BenchmarkSearch is a whole page of findings in the whole library.
func BenchmarkSearch(b *testing.B) {
	for _, kind := range storetest.Kinds {
		b.Run(kind, func(b *testing.B) {
			s, _ := reading(b, kind)
			list := []string{"deadlock", "how do I stop two people buying the same seat", "difference between PUT and PATCH", "why is my lambda slow the first time"}
			n := 0
			for b.Loop() {
				r, _ := http.NewRequestWithContext(b.Context(), http.MethodGet, s.base+"/search?q="+url.QueryEscape(list[n%len(list)]), nil)
				if answer := s.recorded(r); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "<mark>") {
					b.Fatal(answer.Code)
				}
				n++
			}
		})
	}
}
