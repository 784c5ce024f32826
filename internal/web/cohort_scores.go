package web

import (
	"math"
	"net/http"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
)

// assignedTopics lists the topics that anybody of a class was asked about, in the curriculum's order.
func (s *Server) assignedTopics(learners []store.CohortLearner) []string {
	asked := map[string]bool{}
	for _, learner := range learners {
		for _, a := range learner.Attempts {
			for i := range a.Items {
				asked[a.Items[i].Topic] = true
			}
		}
	}
	var topics []string
	for _, topic := range s.curriculum.Topics {
		if asked[topic.Slug] {
			topics = append(topics, topic.Slug)
		}
	}
	return topics
}

// standings turns what learners sent into the rows of the class table.
func standings(learners []store.CohortLearner) []people.Standing {
	rows := make([]people.Standing, len(learners))
	for i, learner := range learners {
		known := quiz.NewLearner(learner.Member)
		row := people.Standing{Member: learner.Member, Name: learner.Name, Taken: len(learner.Attempts), Topics: map[string]people.Cell{}}
		for _, a := range learner.Attempts {
			known.Fold(a)
			if a.EndedAt.After(row.LastSeen) {
				row.LastSeen = a.EndedAt
			}
		}
		total := 0
		for topic, state := range known.Ability.Topics {
			share, answers := known.TopicShare(topic)
			row.Topics[topic] = cell(share, answers)
			total += state.Answers
		}
		row.Overall = cell(ability.Normal{Mean: known.Ability.Mean, SD: math.Sqrt(known.Ability.Variance)}.Share(), total)
		rows[i] = row
	}
	return rows
}

func cell(share ability.Share, answers int) people.Cell {
	percent := func(x float64) int { return int(math.Round(100 * x)) }
	return people.Cell{Asked: answers, Enough: answers >= quiz.EnoughAnswers, Score: percent(share.Mean), Low: percent(share.Low), High: percent(share.High)}
}

// cohortExport is the class table as CSV.
func (s *Server) cohortExport(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.limits.allow("export "+v.member.ID, 1, 10, s.store.Now()); err != nil {
		return err
	}
	learners, err := s.store.CohortLearners(r.Context(), v.member.ID, r.PathValue("id"))
	if err != nil {
		return err
	}
	if _, err := s.store.Cohort(r.Context(), v.member.ID, r.PathValue("id")); err != nil {
		return err
	}
	var columns []exchange.Column
	for _, topic := range s.assignedTopics(learners) {
		columns = append(columns, exchange.Column{Topic: topic, Title: s.guides.titles[topic]})
	}
	rows, hidden := standings(learners), r.URL.Query().Get("names") == "hidden"
	if hidden {
		hideNames(rows)
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="class-scores.csv"`)
	return exchange.WriteScores(w, columns, rows, hidden)
}
