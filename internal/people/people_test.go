package people

import (
	"strings"
	"testing"

	"touchstone/internal/fault"
)

func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{
		"correct horse battery": true, "twelve chars": true, "eleven char": false, "": false, strings.Repeat("ab", 128): true, strings.Repeat("ab", 129): false,
		"パスワードは十二文字以上です": true, "            ": false, "aaaaaaaaaaaaaaaa": false, "ééééééééééééé": false, "ann.b@example.org": false, " ANN.B@example.org ": false, "ann.b@example.org!": true,
		"🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋🐎🔋": true,
	} {
		if err := CheckPassword(password, "ann.b@example.org"); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		} else if err != nil && (err.Kind != fault.Invalid || err.Field != "password") {
			t.Errorf("%q: not said beside the field: %+v", password, err)
		}
	}
}

func TestNames(t *testing.T) {
	for name, good := range map[string]bool{
		"Ann": true, " Ann ": true, "李": true, "Jean-Luc O’Neil 3rd": true, strings.Repeat("ž", MaxName): true, strings.Repeat("ž", MaxName+1): false,
		"": false, "  ": false, "\u200b\u200d": false, "\u00a0": false, "Ann\nBob": false, "Ann\r\nBcc: x": false, "\x00": false, "A\x07": false, "\uFFFD": false,
	} {
		if err := CheckName(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestEmailAddresses(t *testing.T) {
	for typed, want := range map[string]string{
		"ann@example.org": "ann@example.org", " Ann@Example.ORG ": "ann@example.org", "a.b+c@sub.example.org": "a.b+c@sub.example.org", "o'neil@example.org": "o'neil@example.org",
		"ann": "", "@example.org": "", "ann@": "", "Ann <ann@example.org>": "", "ann@example.org, bob@example.org": "", "ann@exam ple.org": "", "ann@example.org\nBcc: x@y.z": "", "": "",
		"<ann@example.org>": "", strings.Repeat("a", 250) + "@x.org": "",
	} {
		got, err := NormaliseEmail(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v, want %q", typed, got, err, want)
		}
		if err != nil && err.Field != "email" {
			t.Errorf("%q: not said beside the field", typed)
		}
	}
}

func TestSignUpSaysAllThatIsWrong(t *testing.T) {
	fields := map[string]bool{}
	for _, problem := range (SignUp{Name: " ", Email: "ann", Password: "short"}).Check() {
		fields[problem.Field] = true
	}
	if len(fields) != 3 || !fields["name"] || !fields["email"] || !fields["password"] {
		t.Errorf("said of %v", fields)
	}
	if problems := (SignUp{Name: "Ann", Email: "ann@example.org", Password: "correct horse battery"}).Check(); len(problems) != 0 {
		t.Errorf("%v", problems)
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct {
		role Role
		may  []Role
		want bool
	}{
		{Learner, []Role{Instructor}, false}, {Instructor, []Role{Instructor}, true}, {Instructor, []Role{Hiring}, false}, {Hiring, []Role{Instructor, Hiring}, true}, {Admin, []Role{Hiring}, true}, {Learner, nil, false},
	} {
		m := Member{Role: c.role}
		if m.May(c.may...) != c.want {
			t.Errorf("%s may be one of %v: %v", c.role, c.may, !c.want)
		}
	}
	guest := Member{}
	if account := (Member{Email: "a@b.c"}); !guest.Guest() || account.Guest() {
		t.Error("a guest is somebody without an address")
	}
}

func TestPreferencesAndCohortNames(t *testing.T) {
	for _, good := range []Preferences{{}, {Theme: "dark", Text: "larger", KeysOff: true}, {Theme: "light", Text: "large"}} {
		if err := good.Check(); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for _, bad := range []Preferences{{Theme: "blue"}, {Text: "huge"}} {
		if err := bad.Check(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	for name, good := range map[string]bool{"Class 7b": true, " ": false, strings.Repeat("x", MaxCohortName): true, strings.Repeat("x", MaxCohortName+1): false} {
		if err := CheckCohortName(name); (err == nil) != good {
			t.Errorf("%q: %v", name, err)
		}
	}
}
