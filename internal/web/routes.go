package web

import (
	"net/http"

	"touchstone/internal/people"
)

// routes is the map of the site.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	handle := mux.Handle

	// Finding something to take or to read
	handle("GET /{$}", s.page(s.landingShow))
	handle("GET /guides", s.page(s.guideList))
	handle("GET /guides/{slug}", s.page(s.guideShow))
	handle("GET /topics", s.page(s.topicList))
	handle("GET /topics/{slug}", s.page(s.topicShow))
	handle("GET /search", s.page(s.searchShow))
	handle("GET /quizzes", s.page(s.quizList))
	handle("GET /quizzes/new", s.page(s.quizNew))
	handle("POST /quizzes", s.page(s.quizCreate))
	handle("GET /quizzes/{slug}", s.page(s.quizShow))

	// Attempts
	handle("POST /attempts", s.page(s.attemptCreate))
	handle("GET /attempts/{id}", s.known(s.attemptShow))
	handle("GET /attempts/{id}/questions/{n}", s.known(s.questionShow))
	handle("POST /attempts/{id}/questions/{n}/answer", s.known(s.answerCreate))
	handle("GET /attempts/{id}/questions/{n}/feedback", s.known(s.feedbackShow))
	handle("POST /attempts/{id}/questions/{n}/flag", s.known(s.flagUpdate))
	handle("GET /attempts/{id}/questions/{n}/report", s.known(s.reportNew))
	handle("POST /attempts/{id}/questions/{n}/report", s.known(s.reportCreate))
	handle("GET /attempts/{id}/review", s.known(s.reviewShow))
	handle("POST /attempts/{id}/submission", s.known(s.submissionCreate))
	handle("GET /attempts/{id}/result", s.known(s.resultShow))
	handle("GET /attempts/{id}/answers", s.known(s.answerList))
	handle("GET /attempts/{id}/clock", s.known(s.clockShow))

	// The person
	handle("GET /me", s.page(s.meShow))
	handle("GET /me/preferences", s.page(s.preferencesShow))
	handle("POST /me/preferences", s.page(s.preferencesUpdate))
	handle("POST /me/preferences/time", s.known(s.timeUpdate))
	handle("GET /me/data", s.known(s.dataShow))
	handle("GET /me/data.json", s.known(s.dataExport))
	handle("POST /me/data/deletion", s.known(s.dataDelete))
	handle("GET /session", s.page(s.sessionNew))
	handle("POST /session", s.page(s.sessionCreate))
	handle("POST /session/end", s.page(s.sessionEnd))
	handle("GET /account", s.page(s.accountShow))
	handle("POST /account", s.page(s.accountCreate))
	handle("POST /account/name", s.account(s.nameUpdate))
	handle("POST /account/password", s.account(s.passwordUpdate))
	handle("POST /account/sessions/end", s.account(s.accountSessionEnd))
	handle("GET /setup/{token}", s.secret(s.setupShow))
	handle("POST /setup/{token}", s.secret(s.setupCreate))

	// Instructors
	handle("GET /cohorts", s.role(s.cohortList, people.Instructor))
	handle("GET /cohorts/new", s.role(s.cohortNew, people.Instructor))
	handle("POST /cohorts", s.role(s.cohortCreate, people.Instructor))
	handle("GET /cohorts/{id}", s.role(s.cohortShow, people.Instructor))
	handle("GET /cohorts/{id}/scores.csv", s.role(s.cohortExport, people.Instructor))
	handle("POST /cohorts/{id}/assignments", s.role(s.assignmentCreate, people.Instructor))
	handle("POST /cohorts/{id}/link", s.role(s.joinLinkUpdate, people.Instructor))
	handle("GET /cohorts/{id}/learners/{member}", s.role(s.cohortLearnerShow, people.Instructor))
	handle("POST /cohorts/{id}/departure", s.known(s.departureCreate))
	handle("GET /join/{token}", s.secret(s.joinShow))
	handle("POST /join/{token}", s.secret(s.joinCreate))

	// Hiring
	handle("GET /screenings", s.role(s.screeningList, people.Hiring))
	handle("GET /screenings/new", s.role(s.screeningNew, people.Hiring))
	handle("POST /screenings", s.role(s.screeningCreate, people.Hiring))
	handle("GET /screenings/{id}", s.role(s.screeningShow, people.Hiring))
	handle("GET /screenings/{id}/scores.csv", s.role(s.screeningExport, people.Hiring))
	handle("POST /screenings/{id}/invitations", s.role(s.candidateCreate, people.Hiring))
	handle("GET /screenings/{id}/candidates/{code}", s.role(s.candidateShow, people.Hiring))
	handle("POST /screenings/{id}/candidates/{code}/name", s.role(s.candidateName, people.Hiring))
	handle("GET /invitations/{token}", s.secret(s.invitationShow))
	handle("POST /invitations/{token}", s.secret(s.invitationOpen))

	// The demonstration
	handle("GET /sample", s.known(s.sampleShow))
	handle("POST /sample/deletion", s.known(s.sampleDelete))

	// Plain words
	handle("GET /about/{subject}", s.page(s.aboutShow))

	// Operations
	mux.HandleFunc("GET /healthz", s.healthShow)
	mux.HandleFunc("GET /readyz", s.readyShow)
	handle("GET /metrics", s.metricsShow())
	mux.HandleFunc("GET /static/", s.assetShow)
	mux.HandleFunc("GET /favicon.ico", s.faviconShow)
	mux.HandleFunc("GET /robots.txt", s.robotsShow)

	return s.refusals(mux)
}
