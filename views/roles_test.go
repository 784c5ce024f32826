package views

import (
	"strings"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/recommend"
)

var sampleRoles = []curriculum.Role{
	{Slug: "data-developer", Title: "Data developer", Summary: "Looks after the data.", Topics: []curriculum.Share{
		{Topic: "sql", Weight: 50, Target: 70, Why: "It is the work."}, {Topic: "frontend-and-backend", Weight: 20, Target: 60, Why: "It is the ground."},
		{Topic: "http-and-rest", Weight: 20, Target: 70, Why: "It is the way out."}, {Topic: "security", Weight: 10, Target: 50, Why: "Data are stolen."},
	}},
	{Slug: "api-integrator", Title: "API integrator", Summary: "Connects programs.", Topics: []curriculum.Share{{Topic: "http-and-rest", Weight: 100, Target: 75, Why: "It is the work."}}},
}

func TestRolesAreListedWithTheirTargets(t *testing.T) {
	d := document(t, Topics{Page: pageFor(nil), Topics: mapOfTopics(), Roles: sampleRoles}.View())
	counts(t, d, map[string]int{"#roles": 1, ".lines .states": 2, ".lines .states a": 5, ".target": 0, "#role": 0, "[aria-current=true]": 0,
		"a[href='/topics?role=data-developer#list']": 1, ".states[aria-label='Topics of the role API integrator']": 1})
	if got := spaced(d.Find(".lines .states").First().Text()); got != "SQL 70Frontend and backend 60HTTP and REST 70Security 50" {
		t.Errorf("the first role lists %q", got)
	}
	if title := d.Find("title").Text(); !strings.HasPrefix(title, "Topics") || strings.Contains(title, "role") {
		t.Errorf("title %q", title)
	}
}

func TestAChosenRoleMarksItsTopics(t *testing.T) {
	d := document(t, Topics{Page: pageFor(ada), Topics: mapOfTopics(), Standings: sampleStandings, Roles: sampleRoles, Role: &sampleRoles[0]}.View())
	counts(t, d, map[string]int{".target": 4, "#role": 1, "a[aria-current=true]": 1, "#role a[href='/topics#list']": 1})
	for row, want := range map[string]string{
		"sql": "Target 70, 4 below", "frontend-and-backend": "Target 60, reached", "http-and-rest": "Target 70, probably reached", "security": "Target 50, no score yet", "git": "",
	} {
		if got := spaced(d.Find("#t-" + row + " .target").Text()); got != want {
			t.Errorf("%s says %q, want %q", row, got, want)
		}
	}
	if text := spaced(d.Find("#role").Text()); !strings.Contains(text, "Your score is at the target in 2 of 4 topics.") {
		t.Errorf("above the list stands %q", text)
	}
	if title := d.Find("title").Text(); !strings.HasPrefix(title, "Topics for the role of data developer") {
		t.Errorf("title %q", title)
	}
}

func TestReachLeavesOpenWhatTheRangeLeavesOpen(t *testing.T) {
	s := recommend.TopicState{State: recommend.Learning, Score: 60, Low: 50, High: 70, Answers: 9}
	for target, want := range map[int]string{50: "reached", 51: "probably reached", 60: "probably reached", 61: "1 below"} {
		if got := reach(s, target); got != want {
			t.Errorf("target %d: %q, want %q", target, got, want)
		}
	}
	if got := reach(recommend.TopicState{State: recommend.Few, Answers: 2, Score: 90, Low: 80}, 50); got != "no score yet" {
		t.Errorf("after two answers: %q", got)
	}
}
