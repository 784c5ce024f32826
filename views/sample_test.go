package views

import (
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
)

var (
	now    = time.Date(2026, 11, 20, 10, 45, 0, 0, time.UTC)
	titles = Titles{
		"http-and-rest": "HTTP and REST", "sql": "SQL", "nosql": "NoSQL", "sql-vs-nosql": "SQL or NoSQL", "oauth": "OAuth 2.0",
		"frontend-and-backend": "Frontend and backend", "serverless": "Serverless", "sessions": "Authentication and sessions", "caching": "Caching",
	}
	ada   = &people.Member{ID: "m1", Name: "Ada Lindqvist", Email: "ada@example.org", Role: people.Learner}
	maria = &people.Member{ID: "m2", Name: "Maria Ortega", Email: "maria@example.org", Role: people.Instructor}
	jonas = &people.Member{ID: "m3", Name: "Jonas Weber", Email: "jonas@example.org", Role: people.Hiring}
	guest = &people.Member{ID: "m4", Role: people.Learner}
	admin = &people.Member{ID: "m5", Name: "Ines Costa", Email: "ines@example.org", Role: people.Admin}
)

func pageFor(viewer *people.Member) Page {
	return Page{Viewer: viewer, Now: now, Path: "/here", Titles: titles}
}

func minutesAgo(n int) time.Time { return now.Add(-time.Duration(n) * time.Minute) }

func daysAgo(n int) time.Time { return now.AddDate(0, 0, -n) }

var singleQuestion = &bank.Question{
	ID: "q1", Kind: bank.Single, Topic: "http-and-rest",
	Stem: "A client asks for an order that it has fetched before, and gets this answer. What should it do now?",
	Code: "GET /orders/42 HTTP/1.1\nHost: api.example.com\nAccept: application/json\nIf-None-Match: \"v7\"\n\nHTTP/1.1 304 Not Modified\nDate: Fri, 20 Nov 2026 09:41:07 GMT\nETag: \"v7\"\nCache-Control: max-age=60",
	Options: []bank.Option{
		{Text: "Use the copy of the order that it has stored", Correct: true, Why: "304 says that the stored copy is still good."},
		{Text: "Read the order from the body of this response", Why: "A response with the status 304 has no body, so there is nothing to read."},
		{Text: "Send the request again without `If-None-Match`", Why: "That would fetch what the client has already."},
		{Text: "Follow the `Location` header to the order’s new address", Why: "The response has no `Location` header: nothing has moved."},
	},
	Explanation: "The client sent the version that it holds, and the server answered that it is still the current one. The client goes on with its stored copy.",
}

var multipleQuestion = &bank.Question{
	ID: "q2", Kind: bank.Multiple, Topic: "http-and-rest", Stem: "Which of these methods are idempotent?",
	Options: []bank.Option{
		{Text: "`GET`", Correct: true}, {Text: "`PUT`", Correct: true}, {Text: "`POST`", Why: "Two `POST` requests may create two resources."}, {Text: "`DELETE`", Correct: true}, {Text: "`PATCH`", Why: "Nothing in `PATCH` promises that a repeat changes nothing."},
	},
	Explanation: "An idempotent request can be repeated without a further effect. `GET`, `PUT` and `DELETE` promise that.",
}

var matchQuestion = &bank.Question{
	ID: "q3", Kind: bank.Match, Topic: "http-and-rest", Stem: "What does each status code tell the client?",
	Pairs: []bank.Pair{
		{Left: "`401` Unauthorized", Right: "The request lacks valid credentials"}, {Left: "`403` Forbidden", Right: "The request is understood, but refused"},
		{Left: "`409` Conflict", Right: "The request clashes with the present state of the resource"}, {Left: "`429` Too Many Requests", Right: "Too many requests in a given time"},
	},
	Decoys: []string{"The resource has been removed for good"}, Explanation: "Each code names one cause, so that the client knows what to change.",
}

var orderQuestion = &bank.Question{
	ID: "q4", Kind: bank.Order, Topic: "oauth", Stem: "In which order do these steps of the authorization code flow happen?",
	Order: []string{
		"The client sends the browser to the authorization endpoint.", "The resource owner approves the request.",
		"The authorization server sends the browser back with a code.", "The client exchanges the code for an access token.", "The client calls the resource server.",
	},
	Explanation: "The code travels through the browser, so the client exchanges it for a token in a request of its own before it can call the resource server.",
}

var numericQuestion = &bank.Question{
	ID: "q5", Kind: bank.Numeric, Topic: "sql", Stem: "How many rows does this query return?",
	Code:  "SELECT c.name, o.id\nFROM customers AS c\nLEFT JOIN orders AS o ON o.customer_id = c.id;\n-- customers has 4 rows; 3 orders belong to one of them",
	Value: ptr(6.0), Explanation: "The customer with orders appears three times, and each of the other three once, because a left join keeps every row on its left.",
}

var shortQuestion = &bank.Question{
	ID: "q6", Kind: bank.Short, Topic: "sql", Stem: "Which clause filters the groups that `GROUP BY` makes?",
	Accept: []string{"HAVING", "the HAVING clause"}, Explanation: "`WHERE` filters rows before they are grouped; `HAVING` filters the groups.",
}

func ptr[T any](v T) *T { return &v }

var asked = []*bank.Question{singleQuestion, multipleQuestion, matchQuestion, orderQuestion, numericQuestion, shortQuestion}

func permutation(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = (i*3 + 1) % n
	}
	if n%3 == 0 {
		for i := range order {
			order[i] = n - 1 - i
		}
	}
	return order
}

// exam is an open attempt at the six sample questions, some of them answered.
func exam(mode quiz.Mode) *quiz.Attempt {
	a := &quiz.Attempt{
		ID: "t7", Title: "Backend foundations", Quiz: "backend-foundations", Mode: mode, State: quiz.InProgress, Limit: time.Hour,
		StartedAt: minutesAgo(8), Deadline: now.Add(52 * time.Minute), PassMark: 60,
	}
	for _, q := range asked {
		a.Items = append(a.Items, quiz.Item{Question: q.ID, Topic: q.Topic, Order: permutation(q.Shuffled())})
	}
	return a
}

func answered(a *quiz.Attempt, number int, r bank.Response, mark float64) *quiz.Attempt {
	a.Seq++
	a.Items[number-1].Answer = &quiz.Answer{Seq: a.Seq, Response: r, Mark: mark, At: minutesAgo(3)}
	return a
}

func wholeResult() *quiz.Result {
	return &quiz.Result{
		Score: 62, Low: 50, High: 73, Asked: 24, Answered: 24, Points: 15, PassMark: 60, Pass: quiz.TooClose,
		Topics: []quiz.TopicResult{
			{Topic: "http-and-rest", Asked: 8, Enough: true, Score: 76, Low: 61, High: 89},
			{Topic: "sql", Asked: 6, Enough: true, Score: 66, Low: 48, High: 82},
			{Topic: "sessions", Asked: 4, Enough: true, Score: 61, Low: 41, High: 80},
			{Topic: "oauth", Asked: 4, Enough: true, Score: 39, Low: 22, High: 62},
			{Topic: "caching", Asked: 2},
		},
		Examples: []quiz.Example{
			{Stem: "Tell an access token from an ID token", Topic: "oauth", Chance: .41}, {Stem: "Say which HTTP methods may be repeated safely", Topic: "http-and-rest", Chance: .8},
			{Stem: "Predict which rows a `LEFT JOIN` keeps", Topic: "sql", Chance: .6},
		},
		ComputedAt: now,
	}
}

func sampleSteps() []NextStep {
	return []NextStep{
		{
			Step: quiz.Step{
				Topic: "oauth", Kind: quiz.Learn, Reason: "You got 1 of 4 questions on it right. You probably know what it needs: Authentication and sessions.",
				Change: "After 2 more right answers in a row on OAuth 2.0, Authentication and sessions comes next.",
			},
			Guide:    GuideLink{Slug: "oauth", Title: "OAuth 2.0", Minutes: 14},
			Readings: []PassageLink{{Guide: "oauth", Title: "OAuth 2.0", Heading: "The authorization code flow", Passage: "7c1e"}},
			Quiz:     QuizLink{Slug: "oauth", Questions: 8},
		},
		{
			Step:  quiz.Step{Topic: "caching", Kind: quiz.Check, Reason: "You have given only 2 answers on it."},
			Guide: GuideLink{Slug: "caching", Title: "Caching", Minutes: 9}, Quiz: QuizLink{Slug: "caching", Questions: 8},
		},
	}
}

var readySignInsSample = []ReadySignIn{
	{"Ada Lindqvist", "her quizzes and progress", "ada@example.org", "slate-and-streak", people.Learner},
	{"Maria Ortega", "a class of 24", "maria@example.org", "slate-and-streak", people.Instructor},
	{"Jonas Weber", "one screening with 14 candidates", "jonas@example.org", "slate-and-streak", people.Hiring},
}

var samplePassages = []Passage{{
	Quote: "A server that answers 304 Not Modified sends no body. The client goes on with its stored copy.",
	Link:  PassageLink{Guide: "http-and-rest", Title: "HTTP and REST", Heading: "Conditional requests", Passage: "5a2f"},
}}
