package bank

import (
	"strings"
	"testing"
)

// variants are 40 ways in which people write what counts as "foreign key" or "don't cache".
var variants = map[string][]string{
	"foreign key": {
		"foreign key", "Foreign key", "Foreign Key", "FOREIGN KEY", "fOREIGN kEY", " foreign key", "foreign key ", "\tforeign key\r\n", "foreign  key", "foreign\tkey",
		"foreign\nkey", "foreign\u00a0key", "foreign\u202fkey", "foreign\u3000key", "foreign \u200bkey", "for\u00adeign key", "\ufeff" + "foreign key", "f\u200core\u200dign key",
		"ｆｏｒｅｉｇｎ　ｋｅｙ", "Ｆoreign key", "fôreign kéy", "foreign ke\u0301y", "föreign key", "foreign key.", "foreign key .", "Foreign key...", "\"foreign key\"", "“foreign key”",
		"„Foreign key“", "‘foreign key’", "'foreign key'", "`foreign key`", "`FOREIGN KEY`.", "\u2067foreign key\u2069",
	},
	"don't cache": {"don't cache", "don’t cache", "Don‘t Cache", "don＇t cache", "DON’T CACHE.", "“don’t cache”"},
}

func TestVariantsOfAnAnswerAreTheSame(t *testing.T) {
	count := 0
	for accepted, typed := range variants {
		q := &Question{Kind: Short, Accept: []string{"something else", accepted}}
		for _, text := range typed {
			count++
			if mark, err := q.Mark(Response{Text: text}); err != nil || mark != 1 {
				t.Errorf("%q: mark %v, %v", text, mark, err)
			}
		}
	}
	if count < 40 {
		t.Errorf("only %d variants", count)
	}
}

func TestOtherAnswersStayOther(t *testing.T) {
	for accepted, typed := range map[string][]string{
		"foreign key": {"foreign", "key", "foreignkey", "foreign keys", "primary key", "a foreign key", "foreign_key", "foreign-key", "ключ"},
		"C++":         {"C", "C+", "C#", "++"},
		".NET":        {"NET", "net."},
		"200":         {"20", "2000", "200 OK"},
		"GET":         {"get it", "P GET"},
	} {
		q := &Question{Kind: Short, Accept: []string{accepted}}
		for _, text := range typed {
			if mark, err := q.Mark(Response{Text: text}); err != nil || mark != 0 {
				t.Errorf("%q for %q: mark %v, %v", text, accepted, mark, err)
			}
		}
		if mark, err := q.Mark(Response{Text: " " + strings.ToLower(accepted) + "."}); err != nil || mark != 1 {
			t.Errorf("%q itself: %v, %v", accepted, mark, err)
		}
	}
}

func TestFoldingIsStable(t *testing.T) {
	for _, list := range variants {
		for _, text := range append(list, "", "...", "\"\"", "`", "Straße", "İstanbul", "ﬁle", "e\u0301\u0302", "\xff\xfe", strings.Repeat("a\u0300", 1000)) {
			once := FoldAnswer(text)
			if twice := FoldAnswer(once); twice != once {
				t.Errorf("FoldAnswer(%q) is %q, then %q", text, once, twice)
			}
			if typed := foldTyped(text); foldTyped(typed) != typed {
				t.Errorf("foldTyped(%q) is %q, then %q", text, typed, foldTyped(typed))
			}
			if (FoldAnswer(text) == "") != (foldTyped(text) == "") && text != "`" {
				t.Errorf("%q disappears", text)
			}
		}
	}
}
