package web_test

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store/storetest"
)

// crawl opens every page that can be reached from some paths by links and by forms that only look, and hands each to check.
func (b *browser) crawl(check func(*page), from ...string) (visited int) {
	b.Helper()
	seen := map[string]bool{}
	for queue := from; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		if seen[path] {
			continue
		}
		seen[path] = true
		p := b.get(path)
		check(p)
		p.Find("a[href], link[href], script[src], use[href], img[src], form[method=get]").Each(func(_ int, link *goquery.Selection) {
			for _, name := range []string{"href", "src", "action"} {
				if target, found := link.Attr(name); found {
					target, _, _ = strings.Cut(target, "#")
					if strings.HasPrefix(target, "/") && len(seen)+len(queue) < 2000 {
						queue = append(queue, target)
					}
				}
			}
		})
	}
	return len(seen)
}

func TestNoKeyLeavesTheServerWhileAnAttemptIsOpen(t *testing.T) {
	for _, slug := range []string{"exam", "kinds-exam", "sql", "kinds"} {
		t.Run(slug, func(t *testing.T) {
			s := one(t)
			b := s.as(ada)
			_, at := b.start(slug)
			items := s.attempt(ada, at).Items
			exam := strings.Contains(slug, "exam")
			secret := func(p *page) { p.hides(canary, canaryNumber) }
			for n := range items {
				path := at + "/questions/" + strconv.Itoa(n+1)
				secret(b.get(path))
				secret(b.post(path+"/answer", "answer", ""))
				secret(b.post(path+"/answer", "flag", "1"))
				secret(b.get(path + "/feedback"))
				secret(b.get(path + "/report"))
				secret(b.post(path+"/report", "reason", "nothing that is offered"))
				if exam {
					secret(b.post(path+"/answer", "answer", quiz.DontKnow, "seq", "0"))
					secret(b.post(path+"/answer", "answer", "a", "answer.1", "1", "seq", "0"))
				}
			}
			pages := b.crawl(secret, "/", at, at+"/review", at+"/result", at+"/answers", at+"/clock", "/me", "/me/data", "/me/data.json", "/account", "/topics", "/guides", "/quizzes", "/quizzes/new", "/metrics", "/about/scores")
			if pages < 50 {
				t.Errorf("the crawl reached %d pages; it should reach the whole site", pages)
			}
			b.post(at + "/submission")
			b.get(at + "/answers").says(canary)
		})
	}
}

func TestPracticeExplainsOnlyWhatWasAnswered(t *testing.T) {
	s := one(t)
	b := s.as(ada)
	p, at := b.start("sql")
	first := s.attempt(ada, at).Items[0].Question
	b.answer(p, true)
	explained := 0
	b.crawl(func(p *page) {
		for _, item := range s.attempt(ada, at).Items[1:] {
			p.hides("explanation of "+item.Question, "quote of "+item.Question)
		}
		if strings.Contains(p.body, "explanation of "+first) {
			explained++
		}
	}, at, at+"/questions/1", at+"/questions/2", at+"/review", "/me", "/me/data.json")
	if explained == 0 {
		t.Error("the answered question is explained nowhere")
	}
}

// Without knowledge of the key, its place must be as likely as any other: chi-square at p > 0.001 over 1,000 questions. The pages show options in the order
// that the attempt has pinned, which the first attempt's pages are held against.
func TestThePlaceAndTheValueOfAnOptionTellNothing(t *testing.T) {
	s := one(t)
	long := storetest.Quiz("long", quiz.Exam, 60, "sql", "rest")
	if err := s.store.AddQuiz(s.Context(), &long); err != nil {
		t.Fatal(err)
	}
	places, asked := map[string]int{}, 0
	for person := 0; asked < 1000; person++ {
		who := s.learner("guesser" + strconv.Itoa(person))
		b := s.as(who)
		_, at := b.start("long")
		for n, item := range s.attempt(who, at).Items {
			key := quiz.Value(item.Place(0)) // the key is every question's first option
			places[key]++
			asked++
			if person > 0 {
				continue
			}
			p := b.get(at + "/questions/" + strconv.Itoa(n+1))
			p.Find(".choice").Each(func(i int, choice *goquery.Selection) {
				value := choice.Find("input").AttrOr("value", "")
				if want := quiz.Value(i); value != want && value != quiz.DontKnow {
					t.Fatalf("option %d has the value %q, want %q", i, value, want)
				}
				if right := strings.HasPrefix(strings.TrimSpace(choice.Text()), "The right one"); right != (value == key) {
					t.Errorf("question %d: option %q is right: %v, the attempt has the key at %q", n+1, value, right, key)
				}
			})
		}
	}
	expected, chi := float64(asked)/4, 0.0
	for i := range 4 {
		d := float64(places[quiz.Value(i)]) - expected
		chi += d * d / expected
	}
	if chi > 16.27 { // chi-square with 3 degrees of freedom, p = 0.001
		t.Errorf("the key stands at %v: chi-square %.1f", places, chi)
	}
	t.Logf("%d keys at %v, chi-square %.2f", asked, places, chi)
}

// learner adds somebody to a site.
func (s *site) learner(name string) *people.Member {
	s.Helper()
	m := account(name, people.Learner)
	if err := s.store.AddMember(s.Context(), m, passwordHash()); err != nil {
		s.Fatal(err)
	}
	return m
}

func TestTwoPeopleSeeOptionsInOrdersOfTheirOwn(t *testing.T) {
	s := one(t)
	orders := map[string]bool{}
	for i := range 12 {
		b := s.as(s.learner("person" + strconv.Itoa(i)))
		_, at := b.start("kinds-exam")
		for n, item := range s.attempt(account("person"+strconv.Itoa(i), people.Learner), at).Items {
			if item.Question == "question-kinds-000" {
				p := b.get(at + "/questions/" + strconv.Itoa(n+1))
				orders[p.text(".choices")] = true
				if p.text(".choices") != b.get(at+"/questions/"+strconv.Itoa(n+1)).text(".choices") {
					t.Error("the order changes from one look to the next")
				}
			}
		}
	}
	if len(orders) < 3 {
		t.Errorf("12 people saw %d orders of 24", len(orders))
	}
}

func TestAHostileGuideTextStaysText(t *testing.T) {
	s := one(t)
	evil := `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	lib := library()
	lib.Hash = "hostile"
	lib.Questions = questions("sql", 8)
	for i := range lib.Questions {
		q := &lib.Questions[i]
		q.Stem, q.Explanation, q.Code, q.Evidence[0].Quote = "Stem "+evil, evil, evil, evil
		for k := range q.Options {
			q.Options[k].Text, q.Options[k].Why = q.Options[k].Text+evil, evil
		}
	}
	if _, err := s.store.LoadLibrary(s.Context(), lib); err != nil {
		t.Fatal(err)
	}
	s.exec("UPDATE members SET name = ? WHERE id = 'ada'", evil)
	named := *ada
	named.Name = evil
	b := s.as(&named)
	p, at := b.start("sql")
	check := func(p *page) {
		p.Find("script").Each(func(_ int, script *goquery.Selection) {
			if src := script.AttrOr("src", ""); !strings.HasPrefix(src, "/static/") || script.Text() != "" {
				t.Errorf("%s holds a script: %s", p.path, short(script.Text()))
			}
		})
		for _, node := range p.Find("*").Nodes {
			for _, attribute := range node.Attr {
				if strings.HasPrefix(attribute.Key, "on") || attribute.Key == "style" || strings.HasPrefix(strings.TrimSpace(strings.ToLower(attribute.Val)), "javascript:") {
					t.Errorf("%s: %s has the attribute %s=%q", p.path, node.Data, attribute.Key, attribute.Val)
				}
			}
		}
	}
	check(p)
	check(b.answer(p, false))
	check(b.post("/quizzes", "title", evil, "topic", "sql", "mode", "exam", "length", evil))
	check(b.post(at+"/questions/2/report", "words", evil))
	check(b.get("/session?next=" + url.QueryEscape("/"+evil)))
	check(s.visitor().post("/session", "email", evil, "password", evil, "back", evil))
	b.post(at + "/submission")
	b.crawl(check, "/", at+"/result", at+"/answers", "/me", "/account", "/quizzes")
}

func TestTheKindsOfTheTestsAreAllKinds(t *testing.T) {
	var kinds []bank.Kind
	for _, q := range everyKind() {
		kinds = append(kinds, q.Kind)
	}
	for _, kind := range []bank.Kind{bank.Single, bank.Multiple, bank.Match, bank.Order, bank.Numeric, bank.Short} {
		if !slices.Contains(kinds, kind) {
			t.Errorf("no question of kind %s", kind)
		}
	}
}
