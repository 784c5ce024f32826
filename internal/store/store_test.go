package store_test

import (
	"testing"

	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/internal/store/storetest"
)

func TestAWholeQuizFromDrawToHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		storetest.LoadLibrary(t, s)
		ann := storetest.AddAccount(t, s, "ann", people.Learner)
		a := storetest.Start(t, s, ann, "practice")
		for n := 1; n <= 10; n++ {
			var err error
			if a, err = storetest.Answer(t, s, a, n, n%4); err != nil {
				t.Fatal(err)
			}
		}
		if a.Answered() != 10 || a.Seq != 10 {
			t.Errorf("answered %d, seq %d", a.Answered(), a.Seq)
		}
	})
}
