package generate

import (
	"slices"
	"strings"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// fromElsewhere makes questions of a guide that is not ours.
func fromElsewhere(t *testing.T, c *curriculum.Curriculum, text string) *Result {
	t.Helper()
	document, err := guide.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	result, err := Run([]extract.Source{{Path: "guide.md", Slug: "guide", Document: document}}, c, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestAThingIsSortedOnceEachWay(t *testing.T) {
	result := fromElsewhere(t, kitchen(), "# Plants\n\nBasil, parsley and chervil are herbs. Herbs such as basil and parsley smell. Cinnamon and clove are spices. Turnip, carrot and parsnip are root vegetables.\n")
	ways, members := map[string]int{}, 0
	for _, q := range result.Questions {
		if q.Schema != "classification" && q.Schema != "membership" {
			continue
		}
		subject := ""
		for _, f := range result.Facts {
			if f.ID == q.Facts[0] {
				subject = f.Subject
			}
		}
		if ways[q.Schema+" "+subject]++; ways[q.Schema+" "+subject] > 1 {
			t.Errorf("%s is asked for twice by %s", subject, q.Schema)
		}
		members++
	}
	if members < 6 {
		t.Errorf("%d questions sort a plant, want 6 or more", members)
	}
}

func TestNamesOfTwoClassesAreNoWrongAnswer(t *testing.T) {
	c := *curriculum.Library()
	c.Partitions = slices.Clone(c.Partitions)
	for i := range c.Partitions {
		c.Partitions[i].Broad = false
	}
	result := fromElsewhere(t, &c, "# Languages\n\nLanguages such as Java, Python and Go run on servers. Databases like PostgreSQL and MySQL keep data.\n")
	asked := 0
	for _, q := range result.Questions {
		if q.Schema != "classification" || !strings.Contains(q.Stem, "Java") {
			continue
		}
		asked++
		for _, o := range q.Options {
			if o.Text == "Runtime environment" {
				t.Errorf("%q offers %q, which Java is called as well", q.Stem, o.Text)
			}
		}
	}
	if asked == 0 {
		t.Error("no question asks for the class of Java")
	}
}

func TestTheClassOfAWellKnownThingIsNoQuestion(t *testing.T) {
	result := fromElsewhere(t, curriculum.Library(), "# Languages\n\nLanguages such as Java, Python and Go run on servers. Databases like PostgreSQL and MySQL keep data.\n\n## Frameworks\n\n- Django (Python)\n- Laravel (PHP)\n")
	pairs := 0
	for _, q := range result.Questions {
		if q.Schema == "classification" && strings.Contains(q.Stem, "kind of software") {
			t.Errorf("%q asks what everybody knows", q.Stem)
		}
		if q.Schema == "framework-of" && strings.Contains(q.Stem, "pair") {
			pairs++
		}
	}
	if len(result.Questions) < 4 || pairs == 0 {
		t.Errorf("%d questions, %d of them on pairs", len(result.Questions), pairs)
	}
}

func TestContrastsLeaveAllFourOptionsOpen(t *testing.T) {
	both := 0
	for _, q := range kitchenQuestions(t)["contrast"] {
		for _, o := range q.Options {
			if strings.HasPrefix(o.Text, "Both ") {
				both++
				if o.Correct || !strings.HasPrefix(o.Text, "Both braising and searing ") || strings.Contains(o.Text, " keeps ") || strings.Contains(o.Text, " puts ") {
					t.Errorf("%q: %q", q.Stem, o.Text)
				}
			}
		}
	}
	if both != 2 {
		t.Errorf("%d options speak of both, want 2", both)
	}
}

func TestAStudyGuideIsKnownUnderAnyName(t *testing.T) {
	sources, err := Library(kitchen())
	if err != nil {
		t.Fatal(err)
	}
	named := append([]extract.Source{}, sources...)
	for i := range named {
		named[i].Path = named[i].Slug
	}
	stems := func(sources []extract.Source) string {
		result, err := Run(sources, kitchen(), Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, q := range result.Questions {
			ids = append(ids, q.ID)
			for _, e := range q.Evidence {
				if e.Document != sources[0].Path && e.Document != sources[1].Path {
					t.Errorf("%q rests on %s", q.Stem, e.Document)
				}
			}
		}
		return strings.Join(ids, " ")
	}
	if stems(sources) != stems(named) {
		t.Error("a study guide gives other questions when it is named by its slug")
	}
}
