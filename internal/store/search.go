package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"touchstone/internal/find"
)

type passageRow struct {
	Number int64 `gorm:"primaryKey;autoIncrement:false"`
	ID     string
	Words  string
}

func (passageRow) TableName() string { return "passages" }

// replacePassages puts the passages of one version of the library in the place of another's.
func replacePassages(tx *gorm.DB, passages []find.Passage) error {
	if err := tx.Exec("DELETE FROM passages").Error; err != nil {
		return err
	}
	rows := make([]passageRow, len(passages))
	for i := range passages {
		rows[i] = passageRow{int64(i + 1), passages[i].ID, passages[i].Words()}
	}
	return insertAll(tx, rows)
}

// FindPassages returns the ids of all passages that hold every word of any of the groups, in the order of the library. Ranking them is not the database's matter.
func (s *Store) FindPassages(ctx context.Context, groups [][]find.Term) ([]string, error) {
	query, words := "SELECT id FROM passages WHERE stems @@ to_tsquery('touchstone', ?) ORDER BY number", matchPostgres
	if s.dialect == sqlite {
		query, words = "SELECT p.id FROM passages_words w JOIN passages p ON p.number = w.rowid WHERE w.passages_words MATCH ? ORDER BY w.rowid", matchSQLite
	}
	wanted := words(groups)
	if wanted == "" {
		return nil, nil
	}
	var ids []string
	err := s.view(ctx).Raw(query, wanted).Scan(&ids).Error
	return ids, translate(err)
}

// matchSQLite writes groups in the language of FTS5, in which every word stands in quotes.
func matchSQLite(groups [][]find.Term) string {
	return match(groups, " OR ", " AND ", func(term find.Term) string {
		if term.Prefix {
			return `"` + term.Word + `"*`
		}
		return `"` + term.Word + `"`
	})
}

// matchPostgres writes groups in the language of to_tsquery.
func matchPostgres(groups [][]find.Term) string {
	return match(groups, " | ", " & ", func(term find.Term) string {
		if term.Prefix {
			return term.Word + ":*"
		}
		return term.Word
	})
}

// match joins the words of each group and the groups. Words have no sign but a to z and 0 to 9, whatever was typed; what has any other is left out, so that no
// text of a visitor can become a command of the query's language.
func match(groups [][]find.Term, or, and string, write func(find.Term) string) string {
	var written []string
	for _, group := range groups {
		var all []string
		for _, term := range group {
			if !plainWord(term.Word) {
				all = nil
				break
			}
			all = append(all, write(term))
		}
		if len(all) > 0 {
			written = append(written, "("+strings.Join(all, and)+")")
		}
	}
	return strings.Join(written, or)
}

func plainWord(w string) bool {
	for i := range len(w) {
		if c := w[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return w != ""
}
