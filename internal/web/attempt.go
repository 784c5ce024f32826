package web

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/recommend"
	"touchstone/internal/store"
	"touchstone/views"
)

// Limits of starting attempts, by person.
const (
	startsPerMinute = 10
	startsAtOnce    = 20
)

// attemptCreate starts an attempt at a quiz or at one's own mistakes, and leads to its first question. A start that is pressed twice makes one attempt.
func (s *Server) attemptCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	slug, mode := r.PostFormValue("quiz"), r.PostFormValue("mode")
	if mode == "mistakes" {
		if v.member == nil {
			return fault.New(fault.Unauthenticated, "Sign in to practise your mistakes.")
		}
		return s.startMistakes(w, r, v.member)
	}
	blueprint, err := s.store.Quiz(r.Context(), v.member, slug)
	if err != nil {
		return err
	}
	given, err := s.mayTake(r.Context(), v.member, blueprint)
	if err != nil {
		return err
	}
	member, err := s.somebody(w, r, v)
	if err != nil {
		return err
	}
	if err := s.limits.allow("start "+member.ID, startsPerMinute, startsAtOnce, s.store.Now()); err != nil {
		return err
	}
	a, err := s.draw(r.Context(), member, blueprint, given.ID)
	if err != nil {
		return err
	}
	return s.begin(w, r, a)
}

// mayTake refuses a quiz that needs an account to somebody without one, unless the quiz was given to them. It returns the assignment that an attempt at the
// quiz answers: the one due first among those that the member was given and has not sent.
func (s *Server) mayTake(ctx context.Context, who *people.Member, blueprint *quiz.Blueprint) (people.Assignment, error) {
	if who != nil {
		list, err := s.store.AssignedTo(ctx, who.ID)
		if err != nil {
			return people.Assignment{}, err
		}
		for _, given := range list {
			if given.Quiz == blueprint.Slug {
				return given, nil
			}
		}
	}
	if !blueprint.Guest && (who == nil || who.Guest()) {
		return people.Assignment{}, fault.New(fault.Unauthenticated, "Sign in to take this quiz.")
	}
	return people.Assignment{}, nil
}

// pool lists what a new attempt of somebody at a quiz may ask. Their other open attempts count, so that one does not explain what the other still asks.
func (s *Server) pool(ctx context.Context, who *people.Member, blueprint *quiz.Blueprint, assignment string) ([]quiz.Candidate, error) {
	if who == nil {
		return s.store.Pool(ctx, people.PublicOrganisation, "", blueprint.Topics())
	}
	pool, err := s.store.Pool(ctx, who.Organisation, who.ID, blueprint.Topics())
	if err != nil {
		return nil, err
	}
	open, err := s.store.OpenAttempts(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(open, func(a *quiz.Attempt) bool { // starting the same again leads back to it
		return blueprint.Slug != "" && a.Quiz == blueprint.Slug && a.Assignment == assignment && a.Candidate == ""
	})
	return quiz.Withhold(pool, others, blueprint.Mode), nil
}

// draw makes an attempt of a member's own from what the bank has now, and starts its clock.
func (s *Server) draw(ctx context.Context, member *people.Member, blueprint *quiz.Blueprint, assignment string) (*quiz.Attempt, error) {
	pool, err := s.pool(ctx, member, blueprint, assignment)
	if err != nil {
		return nil, err
	}
	chance := newChance()
	drawn, _ := quiz.Draw(blueprint, pool, chance)
	a := quiz.New(blueprint, drawn, member.ExtraTime, chance)
	a.Assignment = assignment
	return s.own(a, member)
}

func (s *Server) own(a *quiz.Attempt, member *people.Member) (*quiz.Attempt, error) {
	now := s.store.Now()
	a.ID, a.Owner, a.Organisation, a.CreatedAt = store.NewID(), member.ID, member.Organisation, now
	return a, a.Begin(now)
}

func (s *Server) begin(w http.ResponseWriter, r *http.Request, a *quiz.Attempt) error {
	kept, err := s.store.StartAttempt(r.Context(), a)
	if err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(kept.ID, whereItStands(kept)))
}

// mostMistakes is how many mistakes one attempt takes up.
const mostMistakes = 10

func (s *Server) startMistakes(w http.ResponseWriter, r *http.Request, member *people.Member) error {
	missed, err := s.store.Missed(r.Context(), member.Organisation, member.ID)
	if err != nil {
		return err
	}
	open, err := s.store.OpenAttempts(r.Context(), member.ID)
	if err != nil {
		return err
	}
	missed = quiz.Withhold(missed, open, quiz.Mistakes)
	if len(missed) == 0 {
		return fault.New(fault.Conflict, "There are no mistakes to practise. A question comes here when you get it wrong, and goes when you get it right twice.")
	}
	chance := newChance()
	blueprint := &quiz.Blueprint{Title: "Your mistakes", Mode: quiz.Mistakes, Organisation: member.Organisation}
	a, err := s.own(quiz.New(blueprint, missed[:min(len(missed), mostMistakes)], 0, chance), member)
	if err != nil {
		return err
	}
	return s.begin(w, r, a)
}

// newChance is seeded by the system: which question comes and in which order is nobody's to foresee.
func newChance() *rand.Rand { return rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())) }

func attemptPath(id, rest string) string { return "/attempts/" + id + rest }

// whereItStands is the page of an attempt that its taker should see now.
func whereItStands(a *quiz.Attempt) string {
	if a.Ended() {
		return "/result"
	}
	if n := a.FirstUnanswered(); n > 0 {
		return "/questions/" + strconv.Itoa(n)
	}
	return "/review"
}

// attemptShow leads to where the attempt stands.
func (s *Server) attemptShow(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, err := s.attempt(r, v)
	if err != nil {
		return err
	}
	return seeOther(w, r, attemptPath(a.ID, whereItStands(a)))
}

// attempt loads the visitor's attempt, and ends it first when its time has run out.
func (s *Server) attempt(r *http.Request, v *visit) (*quiz.Attempt, error) {
	a, err := v.attempt, error(nil)
	if a == nil {
		a, err = s.store.Attempt(r.Context(), v.member.ID, r.PathValue("id"))
	}
	if err != nil || a.State != quiz.InProgress || !a.Late(s.store.Now()) {
		return a, err
	}
	return s.finish(r.Context(), v.member.ID, a.ID)
}

// finish ends an attempt: by sending it, or at its deadline when that has passed. Twice does no harm.
func (s *Server) finish(ctx context.Context, owner, id string) (*quiz.Attempt, error) {
	a, err := s.store.Attempt(ctx, owner, id)
	if err != nil {
		return nil, err
	}
	questions, err := s.store.Versions(ctx, versionsOf(a))
	if err != nil {
		return nil, err
	}
	now := s.store.Now()
	ended, err := s.store.FinishAttempt(ctx, owner, id, func(a *quiz.Attempt, l *quiz.Learner) error {
		if err := a.Submit(now); err != nil {
			return err
		}
		recommend.Finish(s.curriculum, a, l, questions, now)
		return nil
	})
	if err == nil {
		s.metrics.finished.WithLabelValues(string(ended.State)).Inc()
	}
	return ended, err
}

func versionsOf(a *quiz.Attempt) []string {
	versions := make([]string, len(a.Items))
	for i := range a.Items {
		versions[i] = a.Items[i].Version
	}
	return versions
}

// number reads the question's number from the path; what is no number is a page that does not exist.
func number(r *http.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 {
		return 0, fault.New(fault.NotFound, "There is no such question in this attempt.")
	}
	return n, nil
}

func (s *Server) clockOf(a *quiz.Attempt) *views.Clock {
	if a.Deadline.IsZero() {
		return nil
	}
	return &views.Clock{Left: max(0, a.Deadline.Sub(s.store.Now())).Round(time.Second), Limit: a.Limit}
}

// passagesOf returns the quoted passages behind a question, with links where the guide is a page that learners may read.
func (s *Server) passagesOf(q *bank.Question) []views.Passage {
	var passages []views.Passage
	for _, evidence := range q.Evidence {
		passage := views.Passage{Quote: evidence.Quote}
		if place, open := s.guides.passages[evidence.Passage]; open {
			passage.Link = s.linkTo(evidence.Passage, place)
		}
		if worked, known := s.guides.decisions[evidence.Passage]; known {
			passage.Quote, passage.Decision = worked.text, worked.heading
			if slices.ContainsFunc(passages, func(p views.Passage) bool { return p.Quote == worked.text }) {
				continue // two quotes of one paragraph
			}
		}
		passages = append(passages, passage)
	}
	return passages
}

func (s *Server) linkTo(passage string, at place) views.PassageLink {
	return views.PassageLink{Guide: at.topic, Title: s.guides.titles[at.topic], Heading: at.heading, Passage: passage}
}
