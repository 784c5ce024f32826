package views

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/guide"
	"touchstone/internal/people"
	"touchstone/internal/recommend"
	"touchstone/internal/screening"
)

// builder lays down a document block by block, as a reader of guides would.
type documentBuilder struct {
	text strings.Builder
	d    guide.Document
}

func (b *documentBuilder) span(s string) guide.Span {
	start := b.text.Len()
	b.text.WriteString(s)
	return guide.Span{Start: start, End: b.text.Len()}
}

// runs cuts a text at **strong** and `code`, as Markdown has them.
func (b *documentBuilder) runs(s string) (guide.Span, []guide.Run) {
	start := b.text.Len()
	var runs []guide.Run
	for i, part := range strings.Split(s, "**") {
		for k, piece := range strings.Split(part, "`") {
			if piece == "" {
				continue
			}
			run := guide.Run{Span: b.span(piece)}
			if k%2 == 1 {
				run.Style = guide.InlineCode
			} else if i%2 == 1 {
				run.Style = guide.Strong
			}
			runs = append(runs, run)
		}
	}
	return guide.Span{Start: start, End: b.text.Len()}, runs
}

func (b *documentBuilder) add(block guide.Block, s string) {
	block.Span, block.Runs = b.runs(s)
	block.LeadIn, block.Heading = -1, -1
	b.text.WriteString("\n\n")
	b.d.Blocks = append(b.d.Blocks, block)
}

func (b *documentBuilder) table(rows ...string) {
	block := guide.Block{Kind: guide.Table, LeadIn: -1}
	start := b.text.Len()
	for i, row := range rows {
		r := guide.Row{Header: i == 0}
		for _, cell := range strings.Split(row, "|") {
			span, runs := b.runs(cell)
			r.Cells = append(r.Cells, guide.Cell{Span: span, Runs: runs})
			b.text.WriteString("\t")
		}
		block.Rows = append(block.Rows, r)
	}
	block.Span = guide.Span{Start: start, End: b.text.Len()}
	b.d.Blocks = append(b.d.Blocks, block)
}

func (b *documentBuilder) define(term, words string) {
	block := guide.Block{Kind: guide.Definition, LeadIn: -1}
	block.Term, block.TermRuns = b.runs(term)
	b.text.WriteString("\n")
	block.Span, block.Runs = b.runs(words)
	b.d.Blocks = append(b.d.Blocks, block)
}

func sampleGuide() Guide {
	b := &documentBuilder{}
	heading := func(level int, s string) { b.add(guide.Block{Kind: guide.Heading, Level: level}, s) }
	paragraph := func(s string) { b.add(guide.Block{}, s) }
	item := func(level, list int, ordered bool, s string) {
		b.add(guide.Block{Kind: guide.ListItem, Level: level, List: list, Ordered: ordered}, s)
	}
	paragraph("OAuth is about permission. This guide follows one permission from the question to the answer.")
	heading(2, "The problem it solves")
	paragraph("Before OAuth, an application that wanted to read a calendar asked for the owner’s password. From then on it could do everything that the owner can do.")
	b.define("OAuth 2.0", "an authorization framework that lets an application obtain limited access to an HTTP service.")
	heading(2, "Four roles")
	paragraph("Every text about OAuth uses the same four words:")
	b.table("Role|What it does|In the example", "Resource owner|may grant access to the data|you", "Client|asks for access and uses it|the meeting planner", "Authorization server|asks the owner, then issues tokens|`accounts.example.com`", "Resource server|holds the data, accepts access tokens|`calendar.example.com`")
	heading(3, "Two types of client")
	paragraph("A client that can keep a secret is called **confidential**. One that cannot, such as a mobile app or a page in a browser, is called **public**: whoever holds the app holds everything inside it.")
	b.define("Confidential client", "a client that can keep a secret, such as a program on a server.")
	b.define("Public client", "a client that cannot keep one, such as an app on a telephone.")
	heading(2, "The authorization code flow")
	paragraph("The client makes a `code_verifier`, and sends its hash as the `code_challenge`. The flow has these steps:")
	for _, step := range []string{
		"The client sends the browser to the authorization endpoint with its `client_id`, `redirect_uri`, `scope`, a fresh `state` and the `code_challenge`.",
		"The authorization server signs the owner in and asks whether this client may have this scope.",
		"The authorization server sends the browser back to the `redirect_uri` with a code that works once.",
		"The client sends the code and the `code_verifier` to the token endpoint.",
	} {
		item(1, 1, true, step)
	}
	paragraph("Step 4 as it travels:")
	b.add(guide.Block{Kind: guide.Code, Language: "http"}, "POST /token HTTP/1.1\nHost: accounts.example.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fplanner.example.org%2Fback&client_id=planner")
	paragraph("The authorization server checks, in any order:")
	item(1, 2, false, "the code, which")
	item(2, 3, false, "has not been used before")
	item(2, 3, false, "is not older than a minute")
	item(1, 2, false, "the hash of the `code_verifier`")
	paragraph("**Misconception:** OAuth 2.0 tells an application who has signed in. **In fact**, an access token says what its bearer may do. Signing in is what OpenID Connect adds: an ID token, made for one client.")
	b.add(guide.Block{Noise: "advert"}, "Buy our course")
	heading(2, "Sources")
	item(1, 4, false, "RFC 6749, The OAuth 2.0 Authorization Framework")
	b.d.Blocks[len(b.d.Blocks)-1].Runs[0].Style, b.d.Blocks[len(b.d.Blocks)-1].Runs[0].Href = guide.Link, "https://www.rfc-editor.org/rfc/rfc6749"
	b.d.Title, b.d.Text = "OAuth 2.0", b.text.String()
	b.d.Fields = map[string]string{"summary": "How an application gets limited access to somebody’s data without ever seeing their password."}
	var passages []guide.Passage
	for i, block := range b.d.Blocks {
		if block.Kind != guide.Heading && block.Noise == "" {
			passages = append(passages, guide.Passage{ID: fmt.Sprintf("%04x", i*2741+7), Block: i, Span: block.Span})
		}
	}
	return Guide{
		Page: pageFor(ada), Slug: "oauth", Document: &b.d, Passages: passages, Minutes: 14, Needs: []string{"sessions"}, Questions: 18,
		Practice: QuizLink{Slug: "oauth", Questions: 8}, Before: &GuideStep{GuideLink{Slug: "sessions", Title: "Authentication and sessions"}, "A token answers what a session answers, and for another party."}, After: &GuideStep{GuideLink{Slug: "serverless", Title: "Serverless"}, "Functions check tokens at their gateway."},
	}
}

// mapOfTopics is as large as the curriculum will be.
func mapOfTopics() []curriculum.Topic {
	topic := func(slug, title string, needs ...string) curriculum.Topic {
		t := curriculum.Topic{Slug: slug, Title: title, Summary: title + ", from the beginning."}
		for _, need := range needs {
			t.Needs = append(t.Needs, curriculum.Need{Topic: need, Why: "It builds on " + need + "."})
		}
		return t
	}
	return []curriculum.Topic{
		topic("frontend-and-backend", "Frontend and backend"), topic("http-and-rest", "HTTP and REST", "frontend-and-backend"), topic("git", "Git"),
		topic("sql", "SQL", "frontend-and-backend"), topic("sessions", "Authentication and sessions", "http-and-rest", "frontend-and-backend"),
		topic("oauth", "OAuth 2.0 and OpenID Connect", "sessions", "http-and-rest"), topic("security", "Web security", "sessions"),
		topic("caching", "Caching", "http-and-rest"), topic("languages", "Languages and frameworks", "frontend-and-backend"),
		topic("testing", "Testing and debugging", "languages", "git"), topic("graphql", "GraphQL", "http-and-rest"), topic("nosql", "NoSQL", "sql"),
		topic("sql-vs-nosql", "SQL or NoSQL", "nosql", "sql"), topic("performance", "Performance", "caching"), topic("containers", "Containers", "languages"),
		topic("serverless", "Serverless", "containers"), topic("microservices", "Microservices", "containers"), topic("events", "Event-driven systems", "microservices"),
		topic("cloud-native", "Cloud-native", "microservices"), topic("edge", "Edge computing", "performance"), topic("work", "Working as a backend developer", "testing"),
	}
}

var sampleStandings = map[string]recommend.TopicState{
	"frontend-and-backend": {State: recommend.Known, Answers: 16, Score: 84, Low: 74, High: 92, Enough: true}, "http-and-rest": {State: recommend.Known, Answers: 23, Score: 76, Low: 66, High: 85, Enough: true}, "git": {State: recommend.Known, Answers: 14, Score: 81, Low: 70, High: 90, Enough: true}, "sql": {State: recommend.Learning, Answers: 11, Score: 66, Low: 52, High: 79, Enough: true},
	"sessions": {State: recommend.Learning, Answers: 9, Score: 61, Low: 45, High: 76, Enough: true}, "oauth": {State: recommend.Learning, Answers: 4, Score: 41, Low: 22, High: 62, Enough: true}, "security": {State: recommend.Few, Answers: 1}, "caching": {State: recommend.Few, Answers: 2},
	"testing": {State: recommend.Learning, Answers: 8, Score: 55, Low: 37, High: 72, Enough: true}, "languages": {State: recommend.Ready}, "graphql": {State: recommend.Ready}, "nosql": {State: recommend.Ready},
}

var classNames = []string{
	"Ada Lindqvist", "Amara Okafor", "Björn Hansen", "Chidi Eze", "Chloé Martin", "Dalia Haddad", "Efe Yıldız", "Elena Petrova", "Farid Rahimi", "Grace Mwangi", "Hana Sato", "Ivan Horvat",
}

var classTopics = []string{"frontend-and-backend", "http-and-rest", "sql", "nosql", "sql-vs-nosql", "oauth", "serverless"}

func sampleStandingsOfClass() []people.Standing {
	chance := rand.New(rand.NewPCG(7, 11))
	var standings []people.Standing
	for i, name := range classNames {
		standing := people.Standing{Member: fmt.Sprint("m", i), Name: name, LastSeen: daysAgo(i), Topics: map[string]people.Cell{}}
		level := 30 + chance.IntN(55)
		for k, topic := range classTopics {
			score := clamp(level - 4*k + chance.IntN(25))
			standing.Topics[topic] = people.Cell{Asked: 5, Enough: chance.IntN(6) > 0, Score: score, Low: clamp(score - 15), High: clamp(score + 15)}
		}
		standing.Overall = people.Cell{Asked: 30, Enough: true, Score: level, Low: level - 8, High: clamp(level + 8)}
		standings = append(standings, standing)
	}
	return standings
}

func sampleCandidates() []screening.Candidate {
	var candidates []screening.Candidate
	for i, code := range []string{"7F3K", "M2QX", "C8RT", "K4WD", "9HBN", "T5YE", "X1PV", "H1UF", "N7CE", "6RKV"} {
		candidate := screening.Candidate{ID: code, Code: code, Status: screening.Done, InvitedAt: daysAgo(8), ExpiresAt: daysAgo(-6)}
		switch {
		case i == 7:
			candidate.Status = screening.Started
		case i == 8:
			candidate.Status = screening.Invited
		case i == 9:
			candidate.Status = screening.Lapsed
		default:
			result := *wholeResult()
			result.Score = 82 - 8*i
			result.Low, result.High, result.PassMark, result.ComputedAt = result.Score-10, result.Score+9, 0, daysAgo(2)
			candidate.Result = &result
		}
		candidates = append(candidates, candidate)
	}
	return candidates
}
