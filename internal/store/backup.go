package store

// tableNames are all tables but the migrations' own, each after those that it refers to.
var tableNames = []string{
	"organisations", "members", "sessions", "sign_in_failures", "setup_links", "libraries", "guides", "facts", "rejections", "contradictions", "questions",
	"question_versions", "quizzes", "cohorts", "cohort_members", "assignments", "screenings", "candidates", "attempts", "answers", "learners", "asked",
	"question_reports", "audit",
}
