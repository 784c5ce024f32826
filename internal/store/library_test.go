package store_test

import (
	"reflect"
	"testing"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func TestLibraryComesBackWhole(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if has := must[bool](t)(s.HasLibrary(t.Context(), "library-1")); has {
			t.Error("a library before the first")
		}
		l := storetest.LoadLibrary(t, s)
		if has := must[bool](t)(s.HasLibrary(t.Context(), "library-1")); !has {
			t.Error("the library is not there")
		}
		if again := must[bool](t)(s.LoadLibrary(t.Context(), l)); again {
			t.Error("loaded twice")
		}
		fresh := storetest.Reopen(t, s)
		for i := range l.Questions {
			want := &l.Questions[i]
			got := must[*bank.Question](t)(fresh.Version(t.Context(), want.Version()))
			if !reflect.DeepEqual(got, want) || got.Version() != want.Version() {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		}
		for query, want := range map[string]int{
			"SELECT count(*) FROM facts WHERE organisation_id = 'public'": len(l.Facts), "SELECT count(*) FROM rejections": 1, "SELECT count(*) FROM contradictions": 1,
			"SELECT count(*) FROM questions WHERE state = 'live'": len(l.Questions), "SELECT count(*) FROM question_versions": len(l.Questions), "SELECT questions FROM libraries": len(l.Questions),
		} {
			if n := must[int](t)(store.Scalar[int](t.Context(), s, query)); n != want {
				t.Errorf("%s: %d, want %d", query, n, want)
			}
		}
		if counts := must[map[string]int](t)(s.QuestionCounts(t.Context())); !reflect.DeepEqual(counts, map[string]int{"sql": 30, "rest": 30, "kinds": 6}) {
			t.Errorf("counts %v", counts)
		}
	})
}

func TestASecondVersionRetiresAndKeepsWhatAttemptsPinned(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first := storetest.LoadLibrary(t, s)
		ann := storetest.AddAccount(t, s, "ann", people.Instructor)
		a := storetest.Start(t, s, ann, "practice")
		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: ann.Organisation, Owner: "ann", Name: "Class", CreatedAt: s.Now()}))
		done(t, s.Assign(t.Context(), "ann", &people.Assignment{ID: "given", Cohort: "class", Quiz: "exam"}))

		second := &store.Library{Hash: "library-2", Questions: storetest.Questions("sql", 20), Quizzes: []quiz.Blueprint{storetest.Quiz("practice", quiz.Practice, 8, "sql")}}
		second.Questions[0].Stem = "In other words, which statement is right?"
		second.Quizzes[0].Title = "Another title"
		if loaded := must[bool](t)(s.LoadLibrary(t.Context(), second)); !loaded {
			t.Fatal("not loaded")
		}
		if counts := must[map[string]int](t)(s.QuestionCounts(t.Context())); !reflect.DeepEqual(counts, map[string]int{"sql": 20}) {
			t.Errorf("live: %v", counts)
		}
		pool := must[[]quiz.Candidate](t)(s.Pool(t.Context(), people.PublicOrganisation, "ann", []string{"sql", "rest"}))
		if len(pool) != 20 {
			t.Errorf("a pool of %d", len(pool))
		}
		for _, candidate := range pool {
			if candidate.ID == second.Questions[0].ID && candidate.Version != second.Questions[0].Version() {
				t.Error("the pool has the version of old")
			}
		}
		versions := make([]string, len(a.Items))
		for i, item := range a.Items {
			versions[i] = item.Version
		}
		if found := must[map[string]*bank.Question](t)(storetest.Reopen(t, s).Versions(t.Context(), versions)); len(found) != 10 {
			t.Errorf("%d pinned versions are left", len(found))
		}
		if _, err := storetest.Answer(t, s, a, 1, 0); err != nil {
			t.Errorf("an attempt over the change of libraries: %v", err)
		}

		slugs := []string{}
		for _, b := range must[[]*quiz.Blueprint](t)(s.Quizzes(t.Context(), nil)) {
			slugs = append(slugs, b.Slug+": "+b.Title)
		}
		if want := []string{"practice: Another title", "exam: Quiz exam"}; !reflect.DeepEqual(slugs, want) { // exam is assigned, kinds was not
			t.Errorf("quizzes %v, want %v", slugs, want)
		}
		if n := must[int](t)(store.Scalar[int](t.Context(), s, "SELECT count(*) FROM facts")); n != 0 {
			t.Errorf("%d facts of the old version", n)
		}
		if back := must[bool](t)(s.LoadLibrary(t.Context(), first)); back {
			t.Error("an old replica brought its version back")
		}
	})
}

func TestALibraryThatFailsLeavesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		broken := &store.Library{Hash: "broken", Questions: storetest.Questions("sql", 250), Quizzes: []quiz.Blueprint{storetest.Quiz("practice", quiz.Practice, 5, "sql")}}
		broken.Quizzes[0].Organisation = "no such organisation"
		if loaded, err := s.LoadLibrary(t.Context(), broken); err == nil || loaded {
			t.Fatalf("loaded %v, %v", loaded, err)
		}
		if has := must[bool](t)(s.HasLibrary(t.Context(), "broken")); has {
			t.Error("it counts as loaded")
		}
		if counts := must[map[string]int](t)(s.QuestionCounts(t.Context())); len(counts) != 0 {
			t.Errorf("left: %v", counts)
		}
	})
}

func TestAPersonsQuizKeepsItsAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ann := storetest.AddAccount(t, s, "ann", people.Learner)
		mine := storetest.Quiz("practice", quiz.Exam, 3, "sql")
		mine.Owner, mine.Title, mine.Minutes, mine.PassMark, mine.Guest = "ann", "My own", 5, 70, false
		mine.Shares = []quiz.Share{{Topic: "sql", Weight: 3}, {Topic: "rest", Weight: 1}}
		done(t, s.AddQuiz(t.Context(), &mine))
		wantKind(t, s.AddQuiz(t.Context(), &mine), fault.Conflict)
		storetest.LoadLibrary(t, s)
		if got := must[*quiz.Blueprint](t)(s.Quiz(t.Context(), ann, "practice")); !reflect.DeepEqual(got, &mine) {
			t.Errorf("got %+v, want %+v", got, &mine)
		}
	})
}

func TestQuizzesAreSeenByThoseWhoMayTakeThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		done(t, s.AddOrganisation(t.Context(), people.Organisation{ID: "school", Name: "A school"}))
		member := func(name, organisation string) *people.Member {
			m := storetest.Account(name, people.Instructor)
			m.Organisation = organisation
			done(t, s.AddMember(t.Context(), m, "hash"))
			return m
		}
		ann, bob := member("ann", people.PublicOrganisation), member("bob", people.PublicOrganisation)
		teacher, colleague := member("teacher", "school"), member("colleague", "school")
		build := func(slug string, owner *people.Member) {
			b := storetest.Quiz(slug, quiz.Practice, 5, "sql")
			b.Owner, b.Organisation = owner.ID, owner.Organisation
			done(t, s.AddQuiz(t.Context(), &b))
		}
		build("anns", ann)
		build("schools", teacher)
		sees := func(who *people.Member, slug string, want bool) {
			t.Helper()
			_, err := s.Quiz(t.Context(), who, slug)
			if want && err != nil {
				t.Errorf("%v does not see %s: %v", who, slug, err)
			}
			if !want {
				wantKind(t, err, fault.NotFound)
			}
			listed := false
			for _, b := range must[[]*quiz.Blueprint](t)(s.Quizzes(t.Context(), who)) {
				listed = listed || b.Slug == slug
			}
			if listed != want {
				t.Errorf("%v: %s is listed: %v", who, slug, listed)
			}
		}
		for _, who := range []*people.Member{nil, ann, bob, teacher} {
			sees(who, "practice", true)
		}
		sees(ann, "anns", true)
		sees(bob, "anns", false)
		sees(nil, "anns", false)
		sees(teacher, "anns", false)
		sees(teacher, "schools", true)
		sees(colleague, "schools", true)
		sees(ann, "schools", false)

		done(t, s.AddCohort(t.Context(), &people.Cohort{ID: "class", Organisation: "school", Owner: "teacher", Name: "Class", JoinToken: "join", CreatedAt: s.Now()}))
		wantKind(t, s.Assign(t.Context(), "teacher", &people.Assignment{ID: "guessed", Cohort: "class", Quiz: "anns"}), fault.Invalid)
		done(t, s.Assign(t.Context(), "teacher", &people.Assignment{ID: "given", Cohort: "class", Quiz: "schools"}))
		done(t, s.JoinCohort(t.Context(), "bob", "join"))
		sees(bob, "schools", true)
	})
}

func TestThePoolCountsWhatOnePersonHasSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := storetest.LoadLibrary(t, s)
		ann, bob := storetest.AddGuest(t, s, "ann"), storetest.AddGuest(t, s, "bob")
		for range 2 {
			finish(t, s, storetest.Start(t, s, ann, "practice")) // the same seed, but seen questions come last
		}
		count := func(member string) (sum, most int) {
			for _, candidate := range must[[]quiz.Candidate](t)(s.Pool(t.Context(), people.PublicOrganisation, member, []string{"sql", "rest"})) {
				sum += candidate.Seen
				most = max(most, candidate.Seen)
			}
			return sum, most
		}
		if sum, most := count("ann"); sum != 20 || most != 1 {
			t.Errorf("ann has seen %d, the most %d times", sum, most)
		}
		if sum, _ := count(bob.ID); sum != 0 {
			t.Errorf("bob has seen %d", sum)
		}
		pool := must[[]quiz.Candidate](t)(s.Pool(t.Context(), people.PublicOrganisation, "bob", []string{"kinds"}))
		q := l.Questions[60]
		want := quiz.Candidate{
			ID: q.ID, Version: q.Version(), Topic: "kinds", Family: q.Family, Schema: q.Schema, Kind: q.Kind, Facts: q.Facts, Difficulty: q.Difficulty,
			Guessing: 0.9 / 4, Shuffled: 4,
		}
		if len(pool) != 6 || !reflect.DeepEqual(pool[0], want) {
			t.Errorf("got %+v, want %+v", pool[0], want)
		}
		if pool := must[[]quiz.Candidate](t)(s.Pool(t.Context(), people.PublicOrganisation, "", nil)); len(pool) != 0 {
			t.Errorf("no topics give %d questions", len(pool))
		}
	})
}

func TestVersionsThatAreMissing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := storetest.LoadLibrary(t, s)
		_, err := s.Version(t.Context(), "none")
		wantKind(t, err, fault.NotFound)
		_, err = s.Versions(t.Context(), []string{l.Questions[0].Version(), "none"})
		wantKind(t, err, fault.NotFound)
		if found := must[map[string]*bank.Question](t)(s.Versions(t.Context(), nil)); len(found) != 0 {
			t.Errorf("found %v", found)
		}
	})
}
