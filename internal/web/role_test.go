package web_test

import (
	"net/http"
	"testing"
)

func TestTopicsShowWhatARoleAsksFor(t *testing.T) {
	each(t, func(s *site) {
		b := s.visitor()
		b.get("/topics").is(http.StatusOK).has("#roles").has("a[href='/topics?role=clerk#list']").hides(`class="target"`)
		b.get("/topics?role=clerk").is(http.StatusOK).has("#t-sql .target").has("#t-rest .target").has("#t-kinds:not(:has(.target))").says("Target 70").says("in 0 of 2 topics")
		b.get("/topics?role=baker").is(http.StatusOK).has("#roles").hides(`class="target"`)
	})
}
