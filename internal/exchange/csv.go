// Package exchange brings questions and results in and out in the formats that other programs read.
package exchange

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"touchstone/internal/people"
	"touchstone/internal/screening"
)

// Column is a topic of a score table: its slug and the name to print.
type Column struct{ Topic, Title string }

// WriteScores writes a cohort's scores as CSV, one learner a row: for each topic the score, the ends of its 90 % range and the number of answers. A figure that cannot be had is empty, never 0.
// With names hidden, the rows are numbered instead.
func WriteScores(w io.Writer, columns []Column, rows []people.Standing, hideNames bool) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180
	header := []string{"Learner", "Quizzes sent", "Overall score", "Overall low", "Overall high", "Overall answers"}
	for _, column := range columns {
		header = append(header, Text(column.Title+" score"), Text(column.Title+" low"), Text(column.Title+" high"), Text(column.Title+" answers"))
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for i, row := range rows {
		name := Text(row.Name)
		if hideNames {
			name = "Learner " + strconv.Itoa(i+1)
		}
		record := append([]string{name, strconv.Itoa(row.Taken)}, figures(row.Overall)...)
		for _, column := range columns {
			record = append(record, figures(row.Topics[column.Topic])...)
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func figures(c people.Cell) []string {
	if !c.Enough {
		return []string{"", "", "", strconv.Itoa(c.Asked)}
	}
	return []string{strconv.Itoa(c.Score), strconv.Itoa(c.Low), strconv.Itoa(c.High), strconv.Itoa(c.Asked)}
}

// Text makes a cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe before it, and NUL bytes go.
func Text(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", "")
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// WriteCandidates writes a screening as CSV, one candidate a row, by code alone: a name in the file would undo the blind list.
func WriteCandidates(w io.Writer, candidates []screening.Candidate) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write([]string{"Candidate", "Status", "Score", "Low", "High", "Finished"}); err != nil {
		return err
	}
	for _, c := range candidates {
		record := []string{c.Code, string(c.Status), "", "", "", ""}
		if c.Result != nil {
			record = []string{c.Code, string(c.Status), strconv.Itoa(c.Result.Score), strconv.Itoa(c.Result.Low), strconv.Itoa(c.Result.High), c.Result.ComputedAt.UTC().Format("2006-01-02")}
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
