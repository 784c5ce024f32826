package main

import (
	"context"
	"log/slog"
	"time"

	"touchstone/internal/curriculum"
	"touchstone/internal/people"
	"touchstone/internal/simulate"
	"touchstone/internal/store"
	"touchstone/internal/web"
	"touchstone/views"
)

// demoPassword opens every ready sign-in; it is shown on the page.
const demoPassword = "slate-and-streak"

// demoSeed makes the same sample people everywhere.
const demoSeed = 7

// signIns are the ready sign-ins of the demonstration.
func signIns() []views.ReadySignIn {
	return []views.ReadySignIn{
		{Name: "Ada Lindqvist", Sees: "her quizzes and progress", Email: "ada@example.org", Password: demoPassword, Role: people.Learner},
		{Name: "Maria Ortega", Sees: "a class of 30", Email: "maria@example.org", Password: demoPassword, Role: people.Instructor},
		{Name: "Jonas Weber", Sees: "one screening with 14 candidates", Email: "jonas@example.org", Password: demoPassword, Role: people.Hiring},
	}
}

// loadDemo adds people who do not exist, once: after they have been cleared they stay away.
func loadDemo(ctx context.Context, s *store.Store, c *curriculum.Curriculum, log *slog.Logger) error {
	had, err := s.HadSample(ctx)
	if err != nil || had {
		return err
	}
	questions, err := s.LiveQuestions(ctx)
	if err != nil {
		return err
	}
	log.Info("making the sample people")
	sample, err := sampleData(simulate.NewMaterial(c, questions), s.Now())
	if err != nil {
		return err
	}
	if err := s.AddSample(ctx, sample); err != nil {
		return err
	}
	log.Info("sample data added", "members", len(sample.Members), "attempts", len(sample.Attempts))
	return nil
}

func sampleData(material *simulate.Material, now time.Time) (*store.Sample, error) {
	sample := &store.Sample{Joined: map[string][]string{}}
	hash := web.HashPassword(demoPassword)
	var members []people.Member
	for _, ready := range signIns() {
		member := people.Member{
			ID: store.NewID(), Organisation: store.SampleOrganisation, Name: ready.Name, Email: ready.Email, Role: ready.Role, Sample: true, CreatedAt: now.AddDate(0, -3, 0),
		}
		members = append(members, member)
		sample.Members = append(sample.Members, store.SampleMember{Member: member, PasswordHash: hash})
	}
	ada, maria, jonas := members[0], members[1], members[2]

	learner, err := simulate.SampleLearner(material, ada, now, demoSeed)
	if err != nil {
		return nil, err
	}
	sample.Quizzes = append(sample.Quizzes, learner.Quizzes...)
	addWork(sample, &learner.Person)

	class, err := simulate.SampleClass(material, maria, now, demoSeed)
	if err != nil {
		return nil, err
	}
	sample.Quizzes = append(sample.Quizzes, class.Quizzes...)
	sample.Cohorts = append(sample.Cohorts, class.Cohort)
	sample.Assignments = append(sample.Assignments, class.Assignments...)
	for _, person := range class.Learners {
		sample.Members = append(sample.Members, store.SampleMember{Member: person.Member})
		sample.Joined[class.Cohort.ID] = append(sample.Joined[class.Cohort.ID], person.Member.ID)
		addWork(sample, person)
	}

	hiring, err := simulate.SampleScreening(material, jonas, now, demoSeed)
	if err != nil {
		return nil, err
	}
	sample.Quizzes = append(sample.Quizzes, hiring.Quiz)
	sample.Screenings = append(sample.Screenings, hiring.Screening)
	for _, candidate := range hiring.Candidates {
		kept := store.SampleCandidate{Candidate: candidate.Candidate}
		if candidate.Person != nil {
			kept.Member = candidate.Person.Member.ID
			sample.Members = append(sample.Members, store.SampleMember{Member: candidate.Person.Member})
			addWork(sample, candidate.Person)
		}
		sample.Candidates = append(sample.Candidates, kept)
	}
	return sample, nil
}

func addWork(sample *store.Sample, person *simulate.Person) {
	sample.Attempts = append(sample.Attempts, person.Attempts...)
	sample.Learners = append(sample.Learners, person.Learner)
}
