package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/quiz"
	"touchstone/views"
)

// answerRefused hands an answer back that was not kept, with the reason: on the question's page while it can be answered, else on a page of its own. What is
// kept stays as it was.
func (s *Server) answerRefused(w http.ResponseWriter, r *http.Request, v *visit, n int, err error) error {
	var problem *fault.Error
	if !errors.As(err, &problem) || problem.Kind != fault.Invalid && problem.Kind != fault.Conflict && problem.Kind != fault.Gone {
		return err
	}
	a, loadErr := s.attempt(r, v)
	if loadErr != nil {
		return loadErr
	}
	item, loadErr := a.Item(n)
	if loadErr != nil {
		return loadErr
	}
	asked, loadErr := s.store.Version(r.Context(), item.Version)
	if loadErr != nil {
		return loadErr
	}
	at := attemptPath(a.ID, "/questions/"+strconv.Itoa(n))
	chrome := s.chrome(r, v)
	chrome.Path = at
	if !a.Ended() && !a.Released(n) && problem.Kind != fault.Gone {
		page := views.Question{
			Page: chrome, Attempt: a, Number: n, Asked: asked, Clock: s.clockOf(a), Form: r.PostForm, Stale: problem.Kind == fault.Conflict,
		}
		if !page.Stale {
			page.Problem = problem
		}
		return s.show(w, r, statuses[problem.Kind], page.View())
	}
	// The answer has been explained or the attempt is over: showing the form again would invite another.
	page := views.Error{Page: chrome, Status: statuses[problem.Kind], Message: problem.Message, Typed: inWords(asked, item, r.PostForm)}
	switch {
	case a.Ended():
		page.Back, page.BackWords = attemptPath(a.ID, "/result"), "See the result"
	case a.Released(n):
		page.Back, page.BackWords = at+"/feedback", "See the explanation"
	default:
		page.Back, page.BackWords = at, "Go to the question"
	}
	s.showErrorPage(w, r, page)
	return nil
}

// inWords says what a form held in the words of its question; empty for what the question did not offer.
func inWords(asked *bank.Question, item *quiz.Item, form url.Values) string {
	response, err := item.Decode(asked, form)
	if err != nil {
		return ""
	}
	if response.DontKnow {
		return "I do not know"
	}
	var words []string
	for _, choice := range response.Choices {
		words = append(words, asked.Options[choice].Text)
	}
	rights := asked.Rights()
	for i, right := range response.Rights {
		if right >= 0 {
			words = append(words, asked.Pairs[i].Left+": "+rights[right])
		}
	}
	for i, step := range response.Sequence {
		words = append(words, strconv.Itoa(i+1)+". "+asked.Order[step])
	}
	if response.Text != "" {
		words = append(words, response.Text)
	}
	return strings.Join(words, "; ")
}
