package extract

import "testing"

func TestSeveralDoWhatOneDoes(t *testing.T) {
	for one, want := range map[string]string{
		"serves one user":                               "serve one user",
		"is sent to the endpoint":                       "are sent to the endpoint",
		"has a key of its own":                          "have a key of its own",
		"allows storage and demands a check":            "allow storage and demand a check",
		"stores orders and requests that a guest sends": "store orders and requests that a guest sends",
		"cannot be undone":                              "cannot be undone",
		"only reads rows":                               "only read rows",
	} {
		if got, ok := Several(one); !ok || got != want {
			t.Errorf("%q gives %q, want %q", one, got, want)
		}
	}
	if got, ok := Several("flibbers the rows"); ok {
		t.Errorf("an unknown verb gives %q", got)
	}
}
