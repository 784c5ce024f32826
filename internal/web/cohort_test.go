package web_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// class makes a class of learners who have each taken a quiz that was given to them, the later ones better, and returns its address.
func (s *site) class(leader *browser, learners int) (at string, names []string) {
	s.Helper()
	at = leader.post("/cohorts", "name", "Backend, autumn").is(http.StatusOK).path
	leader.post(at+"/assignments", "quiz", "exam", "due", "2031-03-31").at(at).says("31")
	join := strings.TrimPrefix(leader.text("[data-copy]"), s.base)
	for i := range learners {
		name := []string{"Zoe", "Yann", "Xia", "Wes", "Vera", "Uma", "Tom", "Sam", "Rob", "Quin", "Pia", "Otto"}[i%12] + " Secret" + strconv.Itoa(i)
		b := s.visitor()
		b.get(join).says("Backend, autumn", "Maria Surname")
		b.post(join, "name", name).at("/").says("Quiz exam")
		b.get("/quizzes/exam").says("Maria Surname")
		b.post("/attempts", "quiz", "exam")
		b.takeAll(b.last, 10*i/max(1, learners-1))
		names = append(names, name)
	}
	return at, names
}

func (b *browser) text(selector string) string { return b.last.text(selector) }

func TestAClassFromItsLinkToItsTable(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(maria)
		b.get("/cohorts").says("Make a class")
		b.post("/cohorts", "name", "  ").wrong("name", "Give the class a name")
		b.post("/cohorts", "name", strings.Repeat("a", 81)).wrong("name", "80 characters")
		at, names := s.class(b, 4)
		b.get(at).says(names...).says("4 of 4", "Backend, autumn")
		if got := b.last.Find(".heat tbody tr").Length(); got != 4 {
			t.Errorf("%d rows, want 4", got)
		}
		b.get("/cohorts").says("4 learners")
		s.as(root).get(at).is(http.StatusNotFound)

		learner := s.as(ada)
		learner.get(strings.TrimPrefix(b.get(at).text("[data-copy]"), s.base)).has("form")
		learner.post(learner.last.path).at("/") // somebody with a name is not asked for one
		learner.get(strings.TrimPrefix(b.get(at).text("[data-copy]"), s.base)).says("You are in this class already")
		b.get(at).says("Ada Surname")
	})
}

func TestTheJoinLinkIsRenewedAndClosed(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(maria)
		at := b.post("/cohorts", "name", "Class").path
		first := strings.TrimPrefix(b.text("[data-copy]"), s.base)
		second := strings.TrimPrefix(b.post(at+"/link", "act", "renew").at(at).text("[data-copy]"), s.base)
		if first == second || len(first) < 40 {
			t.Fatalf("links %q and %q", first, second)
		}
		late := s.visitor()
		late.get(first).is(http.StatusGone).says("no longer leads to a class")
		late.post(first, "name", "Late").is(http.StatusGone)
		if late.cookie() != nil {
			t.Error("a dead link made a guest")
		}
		late.post(second, "name", " ").wrong("name", "Enter your name")
		late.post(second, "name", "Late").at("/")
		late.post(second, "name", "Late").at("/")
		b.post(at+"/link", "act", "close").at(at).says("The link is closed", "Late")
		late.get(second).is(http.StatusGone)
		b.post(at+"/link", "act", "renew").has("[data-copy]")
		if got := s.count("SELECT count(*) FROM cohort_members"); got != 1 {
			t.Errorf("%d learners, want 1", got)
		}
	})
}

func TestGivingAQuizSaysWhatIsWrong(t *testing.T) {
	s := one(t)
	b := s.as(maria)
	at := b.post("/cohorts", "name", "Class").path
	b.post(at+"/assignments", "quiz", "").wrong("quiz", "Choose a quiz to give")
	b.post(at+"/assignments", "quiz", "no-such-quiz").wrong("quiz", "Choose a quiz from the list")
	s.belongings(ada)
	b.post(at+"/assignments", "quiz", "built-by-ada").wrong("quiz", "Choose a quiz from the list")
	for _, due := range []string{"tomorrow", "2031-02-30", "31.3.2031", "0001-01-01", "9999-12-31"} {
		b.post(at+"/assignments", "quiz", "sql", "due", due).wrong("due", "year-month-day").has("option[value=sql][selected]")
	}
	b.post(at+"/assignments", "quiz", "sql").at(at).says("Quiz sql")
}

func TestTheTableSortsAndTheFileHoldsTheSame(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(maria)
		at, names := s.class(b, 6)
		rows := func(query string) (order []string, overall []string) {
			b.get(at + query).is(http.StatusOK)
			if got := b.last.Find("th[aria-sort]").Length(); got != 1 {
				t.Errorf("%s: %d columns say how they are sorted", query, got)
			}
			b.last.Find(".heat tbody tr").Each(func(_ int, row *goquery.Selection) {
				order = append(order, strings.TrimSpace(row.Find("th").Text()))
				overall = append(overall, strings.TrimSpace(row.Find("td.all").Text()))
			})
			return order, overall
		}
		up, _ := rows("?sort=name")
		down, _ := rows("?sort=name&order=descending")
		slices.Reverse(down)
		if !slices.Equal(up, down) || !slices.IsSorted(up) || len(up) != len(names) {
			t.Errorf("by name: %v, reversed %v", up, down)
		}
		_, scores := rows("?sort=all&order=descending")
		if !slices.IsSortedFunc(scores, func(a, b string) int { return number(t, b) - number(t, a) }) || scores[0] == scores[5] {
			t.Errorf("by score: %v", scores)
		}
		rows("?sort=nonsense&order=sideways")

		file, err := csv.NewReader(strings.NewReader(b.get(at + "/scores.csv").is(http.StatusOK).body)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		byName := map[string]string{}
		for _, record := range file[1:] {
			byName[record[0]] = record[2]
		}
		order, overall := rows("")
		if len(file)-1 != len(order) {
			t.Errorf("%d rows in the file, %d in the table", len(file)-1, len(order))
		}
		for i, name := range order {
			if byName[name] != overall[i] {
				t.Errorf("%s has %s in the table and %q in the file", name, overall[i], byName[name])
			}
		}
	})
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestHiddenNamesAreNowhere(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(maria)
		at, _ := s.class(b, 5)
		for _, query := range []string{"", "&sort=all", "&sort=sql&order=descending", "&topic=sql"} {
			b.get(at+"?names=hidden"+query).hides("secret", "zoe", "yann").says("Learner 1", "Learner 5")
		}
		csv := b.get(at+"/scores.csv?names=hidden").hides("secret", "zoe", "yann")
		if !strings.Contains(csv.body, "Learner 5") || strings.Contains(csv.header.Get("Content-Disposition"), "autumn") {
			t.Errorf("the file: %s %s", csv.header.Get("Content-Disposition"), csv.body)
		}
		b.get(at + "?names=hidden").Find("a[href*='" + at + "']").Each(func(_ int, link *goquery.Selection) {
			if href := link.AttrOr("href", ""); !strings.Contains(href, "names=hidden") && !strings.Contains(link.Text(), "Show names") {
				t.Errorf("the link %q to %s shows the names again", strings.TrimSpace(link.Text()), href)
			}
		})
	})
}

// In the order of the names a number would tell who it is: over several classes, the first of the alphabet is not always the first learner.
func TestHiddenNamesAreNotNumberedByTheAlphabet(t *testing.T) {
	s := one(t)
	b := s.as(maria)
	for range 6 {
		at := b.post("/cohorts", "name", "Class").path
		join := strings.TrimPrefix(b.text("[data-copy]"), s.base)
		given := "exam"
		b.post(at+"/assignments", "quiz", given)
		for i, name := range []string{"Aaron", "Zacharias"} {
			learner := s.visitor()
			learner.post(join, "name", name)
			learner.post("/attempts", "quiz", given)
			learner.takeAll(learner.last, 10*i)
		}
		hidden := b.get(at + "?names=hidden&sort=all").text(".heat tbody tr:first-child th")
		if hidden == "Learner 2" { // the weakest is Aaron, who would always be number 1
			return
		}
	}
	t.Error("in six classes of two the first of the alphabet was always number 1")
}

func TestTheClassPageAsksTheDatabaseAsOftenForManyAsForFew(t *testing.T) {
	each(t, func(s *site) {
		b := s.as(maria)
		few, _ := s.class(b, 2)
		many, _ := s.class(b, 12)
		reads := func(path string) int64 {
			before := s.store.Statements()
			b.get(path).is(http.StatusOK)
			return s.store.Statements().Since(before).Reads
		}
		reads(few) // versions are remembered from here on
		if a, z := reads(few), reads(many); a != z || z > 8 {
			t.Errorf("%d reads for 2 learners, %d for 12", a, z)
		}
	})
}

func TestWhatLearnersDoElsewhereIsNotTheClasss(t *testing.T) {
	s := one(t)
	b := s.as(maria)
	at := b.post("/cohorts", "name", "Class").path
	join := strings.TrimPrefix(b.text("[data-copy]"), s.base)
	learner := s.as(ada)
	learner.post(join)
	learner.post("/attempts", "quiz", "exam") // not given
	learner.takeAll(learner.last, 10)
	page := b.get(at).says("Ada Surname")
	if cells := page.Find(".heat td.all").Text(); strings.ContainsAny(cells, "123456789") {
		t.Errorf("a score from outside the class is shown: %q", cells)
	}
}
