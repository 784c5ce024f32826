package views

// SignUp is the form that gives a guest an account.
type SignUp struct {
	Page
	Name, Email string
	// Answers is how many questions the guest has answered, which the account keeps.
	Answers  int
	Problems Problems
	// Setup is the address of the one-time link with which the first administrator is created; empty for everybody else.
	Setup string
}

func (s SignUp) title() string {
	if s.Setup != "" {
		return "Create the administrator"
	}
	return "Create an account"
}

func (s SignUp) action() string {
	if s.Setup != "" {
		return s.Setup
	}
	return "/account"
}

// SignIn is the form for people who have an account.
type SignIn struct {
	Page
	Email string
	// Back is where signing in leads, empty for the first page.
	Back     string
	Problems Problems
	// SignIns are the ready sign-ins of a demonstration.
	SignIns []ReadySignIn
}

func same(field string) string { return field }

// nameHint says who will see the name.
func (s SignUp) nameHint() string {
	if s.Setup != "" {
		return "As the people whom you invite should see it"
	}
	return "As your instructor should see it"
}

func (s SignUp) brings() string {
	if s.Setup != "" {
		return "Nobody has an account here yet. This one may do everything, and this link works once."
	}
	switch s.Answers {
	case 0:
		return "It keeps your progress, on any device."
	case 1:
		return "It keeps your progress. The question that you have answered comes with you."
	}
	return "It keeps your progress. The " + count(s.Answers, "question") + " that you have answered come with you."
}
