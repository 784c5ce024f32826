package views

// Error is the page for what could not be done. It says what happened, what is kept and what to do.
type Error struct {
	Page
	Status int
	// Message is the safe message of the error, empty for an error of the program itself.
	Message string
	// Typed is what the person had typed or chosen, so that it is not lost.
	Typed string
	// Back is where to go on, with its words; empty leads to the first page.
	Back, BackWords string
	// Reference is the number under which the log has the error, empty for none.
	Reference string
}

// errorWords are what a page says of one status.
type errorWords struct{ heading, message, act, address string }

var errorPages = map[int]errorWords{
	400: {"This request cannot be read", "A part of it is missing or does not fit. Nothing was changed.", "Go to the first page", "/"},
	401: {"Sign in to see this page", "It belongs to an account. What you have answered so far is kept.", "Sign in", "/session"},
	403: {"This page is for other people", "Your account does not include it. Whoever runs Touchstone here can change that.", "Go to the first page", "/"},
	404: {"There is nothing at this address", "It may have been mistyped, or what stood here has gone. Your work is not touched by it.", "Go to the first page", "/"},
	405: {"This page cannot do that", "Open the page again and use its button.", "Go to the first page", "/"},
	409: {"Something else came first", "What was kept before is still kept.", "Go to the first page", "/"},
	410: {"This is no longer open", "What was saved in time is kept.", "Go to the first page", "/"},
	413: {"This is too large", "Send something smaller. Nothing was stored.", "Go to the first page", "/"},
	422: {"This could not be accepted", "Go back, change it and send it again. Nothing was stored.", "Go to the first page", "/"},
	429: {"Too many tries in a short time", "Wait a minute and try again. What you have saved is kept.", "Go to the first page", "/"},
	500: {"Something went wrong on our side", "It has been noted. What you have saved is kept. Try again in a moment.", "Go to the first page", "/"},
	503: {"Touchstone cannot reach its data at the moment", "What you have saved is kept. The page will work again as soon as the data can be reached; nothing needs to be done on your side.", "Try again", ""},
}

func (e Error) words() errorWords {
	words, known := errorPages[e.Status]
	if !known {
		words = errorPages[500]
	}
	if e.Message != "" && e.Status != 500 {
		words.message = e.Message
	}
	if e.Back != "" {
		words.address, words.act = e.Back, e.BackWords
		if words.act == "" {
			words.act = "Go back"
		}
	}
	if words.address == "" {
		words.address = e.Path
	}
	if words.address == "" {
		words.address = "/"
	}
	return words
}
