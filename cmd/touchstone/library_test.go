package main

import (
	"reflect"
	"testing"

	"touchstone/internal/curriculum"
	"touchstone/internal/quiz"
	"touchstone/internal/web"
)

func TestLibraryQuizzes(t *testing.T) {
	c := curriculum.Library()
	quizzes := map[string]quiz.Blueprint{}
	for _, b := range libraryQuizzes(c) {
		if _, ok := quizzes[b.Slug]; ok {
			t.Errorf("two quizzes are called %s", b.Slug)
		}
		quizzes[b.Slug] = b
	}
	want := map[string][]string{
		web.FirstTry:          {"frontend-and-backend", "http-and-rest", "sql"},
		"backend-foundations": {"frontend-and-backend", "http-and-rest", "nosql", "oauth", "serverless", "sql", "sql-vs-nosql"},
	}
	for _, topic := range c.Topics {
		want[topic.Slug] = []string{topic.Slug}
	}
	for slug, topics := range want {
		if b := quizzes[slug]; !reflect.DeepEqual(b.Topics(), topics) {
			t.Errorf("%s covers %v, want %v", slug, b.Topics(), topics)
		}
	}
	if len(quizzes) != len(want) {
		t.Errorf("there are %d quizzes, want %d", len(quizzes), len(want))
	}
}
