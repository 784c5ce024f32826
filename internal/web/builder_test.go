package web_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

var built = []string{"title", "Evening round", "topic", "sql", "topic", "rest", "share.sql", "3", "share.rest", "1", "mode", "practice", "length", "8"}

func with(fields []string, name, value string) []string {
	changed := slices.Clone(fields)
	if at := slices.Index(changed, name); at >= 0 {
		changed[at+1] = value
		return changed
	}
	return append(changed, name, value)
}

func TestTheBuilderSaysBesideEachFieldWhatIsWrong(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.get("/quizzes/new").is(http.StatusOK).has("input[name=topic][value=sql]").says("30")
		cases := []struct{ field, value, says string }{
			{"title", strings.Repeat("a", 81), "80 characters"}, {"mode", "adaptive", "Choose practice or exam"}, {"mode", "", "Choose practice or exam"},
			{"length", "0", "1 to 60"}, {"length", "61", "1 to 60"}, {"length", "many", "in figures"}, {"length", "", "1 to 60"}, {"length", "-3", "1 to 60"}, {"length", "99999999999999999999", "in figures"},
			{"minutes", "-1", "1 to 480"}, {"minutes", "481", "1 to 480"}, {"minutes", "soon", "in figures"}, {"pass_mark", "101", "1 to 100"}, {"pass_mark", "half", "in figures"},
		}
		for _, c := range cases {
			b.post("/quizzes", with(built, c.field, c.value)...).wrong(c.field, c.says)
		}
		b.post("/quizzes", with(built, "share.sql", "0")...).wrong("topic", "share from 1 to 100")
		b.post("/quizzes", with(built, "share.sql", "lots")...).wrong("topic", "share from 1 to 100").has("input[name='share.sql'][value=lots]")
		b.post("/quizzes", with(built, "topic", "astrology")...).wrong("topic", "Choose topics from the list")
		b.post("/quizzes").wrong("topic", "Choose at least one topic")
		kept := b.post("/quizzes", with(built, "length", "many")...)
		kept.has("input[name=title][value='Evening round']").has("input[name=topic][value=rest][checked]").has("input[name='share.sql'][value='3']")
		if got := s.count("SELECT count(*) FROM quizzes WHERE owner_id IS NOT NULL"); got != 0 || b.cookie() != nil {
			t.Errorf("%d quizzes from refused forms, cookie %v", got, b.cookie())
		}
	})
}

func TestThePreviewTellsWhatTheQuizWouldHold(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.post("/quizzes", append(built, "act", "preview")...).is(http.StatusOK).at("/quizzes").says("6", "2")
		short := b.post("/quizzes", with(with(append(built, "act", "preview"), "topic", "kinds"), "length", "20")...).is(http.StatusOK)
		short.says("6").hides(canary)
		if got := s.count("SELECT count(*) FROM quizzes WHERE owner_id IS NOT NULL") + s.count("SELECT count(*) FROM members WHERE email IS NULL"); got != 0 {
			t.Error("looking made something")
		}
	})
}

func TestABuiltQuizIsItsOwnersAlone(t *testing.T) {
	each(t, func(s *site) {
		b, other := s.visitor(), s.as(ada)
		start := b.post("/quizzes", built...).is(http.StatusOK).path
		if !strings.HasPrefix(start, "/quizzes/evening-round-") {
			t.Fatalf("led to %s", start)
		}
		b.last.says("Evening round", "8")
		b.get("/quizzes").says("Evening round")
		other.get(start).is(http.StatusNotFound)
		other.get("/quizzes").hides("Evening round")
		other.post("/attempts", "quiz", strings.TrimPrefix(start, "/quizzes/")).is(http.StatusNotFound)
		s.visitor().get(start).is(http.StatusNotFound)
		b.post("/attempts", "quiz", strings.TrimPrefix(start, "/quizzes/")).is(http.StatusOK).says("Question 1 of 8")

		b.post("/session", "email", bob.Email, "password", password) // signing in takes the quiz along
		b.get(start).is(http.StatusOK)
	})
}

func TestATopicThatIsSentTwiceCountsOnce(t *testing.T) {
	s := one(t)
	b := s.visitor()
	b.post("/quizzes", "topic", "rest", "topic", "sql", "topic", "rest", "mode", "exam", "length", "4").is(http.StatusOK)
	var shares string
	s.scan(&shares, "SELECT shares FROM quizzes WHERE owner_id IS NOT NULL")
	if strings.Count(shares, "rest") != 1 || strings.Index(shares, "rest") > strings.Index(shares, "sql") {
		t.Errorf("the shares are %s", shares)
	}
}

func TestTitlesMakeAddresses(t *testing.T) {
	s := one(t)
	for title, prefix := range map[string]string{"ПРОВЕРКА": "quiz-", "  ../../etc/passwd ": "etc-passwd-", "A & B <script>": "a-b-script-", "🎓": "quiz-", strings.Repeat("long ", 16): "long-long-long-long-long-long-long-long-"} {
		p := s.visitor().post("/quizzes", with(built, "title", title)...).is(http.StatusOK)
		if !strings.HasPrefix(p.path, "/quizzes/"+prefix) || len(p.path) > len("/quizzes/")+50 {
			t.Errorf("%q has the address %s", title, p.path)
		}
	}
}

// In the demonstration sample quizzes stand beside the library's; a title twice would ask its reader to guess.
func TestTheCatalogueShowsEachQuizOnce(t *testing.T) {
	s := one(t)
	if err := s.store.AddOrganisation(s.Context(), organisation(store.SampleOrganisation)); err != nil {
		t.Fatal(err)
	}
	var members []*people.Member
	for _, id := range []string{"sample-one", "sample-two"} {
		m := &people.Member{ID: id, Organisation: store.SampleOrganisation, Name: id, Email: id + "@example.org", Role: people.Instructor, Sample: true, CreatedAt: s.store.Now()}
		if err := s.store.AddMember(s.Context(), m, ""); err != nil {
			t.Fatal(err)
		}
		members = append(members, m)
	}
	for i, title := range []string{"Quiz first-try", "Week 1", "Week 1"} {
		b := storetest.Quiz("sample-"+strconv.Itoa(i), quiz.Practice, 3, "sql")
		b.Title, b.Owner, b.Organisation = title, members[i/2].ID, store.SampleOrganisation
		if err := s.store.AddQuiz(s.Context(), &b); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range members {
		b := s.as(m)
		seen := map[string]int{}
		b.get("/quizzes").Find(".lines .whole").Each(func(_ int, link *goquery.Selection) { seen[link.Text()]++ })
		if seen["Quiz first-try"] != 1 || seen["Week 1"] != 1 {
			t.Errorf("%s reads %v", m.ID, seen)
		}
		b.last.says("Sample. Practice")
		at := b.post("/cohorts", "name", "Class").path
		options := map[string]int{}
		b.get(at).Find("#quiz option").Each(func(_ int, option *goquery.Selection) { options[option.Text()]++ })
		for text, n := range options {
			if n > 1 || strings.HasPrefix(text, "Quiz first-try") && n != 1 {
				t.Errorf("%s may choose %q %d times", m.ID, text, n)
			}
		}
	}
	own := s.as(members[0]).get("/quizzes").text("main")
	if !strings.Contains(own, "Built by you") {
		t.Error("what somebody built stands under no heading of its own")
	}
	s.as(ada).get("/quizzes").hides("Week 1", "Built by")
}
