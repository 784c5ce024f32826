package find

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
)

func TestTrialTMP(t *testing.T) {
	c := curriculum.Library()
	docs := map[string]*guide.Document{}
	for _, g := range c.Guides {
		if !g.Decisions {
			d, err := guide.Parse(g.Source)
			if err != nil {
				t.Fatal(err)
			}
			docs[g.Topic] = d
		}
	}
	ps := Passages(c, docs)
	x := NewIndex(c, ps)
	var all []string
	for _, p := range ps {
		all = append(all, p.ID)
	}
	t.Log(len(ps), len(x.known))
	file := os.Getenv("QUERIES")
	if file == "" {
		file = "../web/testdata/search_queries.txt"
	}
	f, _ := os.Open(file)
	sc := bufio.NewScanner(f)
	first, five, n := 0, 0, 0
	for sc.Scan() {
		if strings.HasPrefix(sc.Text(), "#") || sc.Text() == "" {
			continue
		}
		cells := strings.Split(sc.Text(), "|")
		q := x.Read(strings.TrimSpace(cells[0]))
		hits := x.Rank(q, all)
		rank := 0
		k := 0
		out := ""
		for _, h := range hits {
			if h.IsTopic() {
				continue
			}
			k++
			right := false
			for i := 1; i+1 < len(cells); i += 2 {
				ok := h.Guide == strings.TrimSpace(cells[i])
				hay := strings.ToLower(strings.Join(h.Headings, " ") + " " + h.Lead + " " + h.Text)
				for _, w := range strings.Split(cells[i+1], ",") {
					ok = ok && strings.Contains(hay, strings.ToLower(strings.TrimSpace(w)))
				}
				right = right || ok
			}
			if right && rank == 0 {
				rank = k
			}
			if k <= 5 && (os.Getenv("TOP") == "" || k <= 2) {
				var ex strings.Builder
				for _, pc := range x.Excerpt(q, h.Text) {
					if pc.Found {
						ex.WriteString("[" + pc.Text + "]")
					} else {
						ex.WriteString(pc.Text)
					}
				}
				out += fmt.Sprintf("   %d %.2f %v %s > %s :: %.170s\n", k, h.Score, right, h.Guide, h.Heading(), ex.String())
			}
		}
		n++
		if rank == 1 {
			first++
		}
		if rank >= 1 && rank <= 5 {
			five++
		}
		if rank != 1 || os.Getenv("ALL") != "" {
			fmt.Printf("%q rank %d of %d, corr %v unknown %v\n%s", cells[0], rank, len(hits), q.Corrections, q.Unknown, out)
		}
	}
	fmt.Println("first", first, "five", five, "of", n)
}
