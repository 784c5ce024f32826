package web

import (
	"net/http"
	"time"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/store"
	"touchstone/views"
)

// assignmentCreate gives a quiz to the class.
func (s *Server) assignmentCreate(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := form(r); err != nil {
		return err
	}
	due, problem := readDate("due", r.PostFormValue("due"))
	if problem == nil && r.PostFormValue("quiz") == "" {
		problem = fault.Field("quiz", "Choose a quiz to give")
	}
	if problem == nil {
		_, err := s.store.Quiz(r.Context(), v.member, r.PostFormValue("quiz"))
		if fault.KindOf(err) == fault.NotFound {
			problem = fault.Field("quiz", "Choose a quiz from the list")
		} else if err != nil {
			return err
		}
	}
	if problem != nil {
		page, err := s.cohortPage(r, v)
		if err != nil {
			return err
		}
		page.Quiz, page.Due, page.Problems = r.PostFormValue("quiz"), r.PostFormValue("due"), views.Problems{problem}
		return s.show(w, r, http.StatusUnprocessableEntity, page.View())
	}
	given := &people.Assignment{ID: store.NewID(), Cohort: r.PathValue("id"), Quiz: r.PostFormValue("quiz"), Due: due}
	if err := s.store.Assign(r.Context(), v.member.ID, given); err != nil {
		return err
	}
	return seeOther(w, r, "/cohorts/"+given.Cohort)
}

// readDate reads an optional date as browsers send it; a due date is the end of that day in UTC.
func readDate(field, typed string) (time.Time, *fault.Error) {
	if typed == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, typed)
	if err != nil || day.Year() < 2000 || day.Year() > 2200 {
		return time.Time{}, fault.Field(field, "Write the date as year-month-day, like 2027-03-31")
	}
	return day.Add(24*time.Hour - time.Second), nil
}
