package simulate

import (
	"strings"

	"touchstone/internal/bank"
)

// classNames are names that people could have, from many languages. Nobody is meant.
var classNames = [...]string{
	"Aaliyah Brooks", "Amara Okafor", "Anh Nguyễn", "Björn Hansen", "Camila Rojas", "Chidi Eze", "Dalia Haddad", "Elena Petrova", "Farid Rahimi", "Freya Lindholm",
	"Grace Mwangi", "Hana Sato", "Ivan Horvat", "Jia Wen", "Kofi Mensah", "Laila Benali", "Liam Byrne", "Marek Nowak", "Mei-Ling Chen", "Mateo Fernández",
	"Noor Siddiqui", "Olivia Grant", "Priya Raman", "Rosa Almeida", "Sione Taufa", "Sofia Marino", "Tariq Aziz", "Thandiwe Dlamini", "Yael Cohen", "Zeynep Kaya",
}

var candidateNames = [...]string{
	"Abebe Tadesse", "Ana Kovač", "Daniel Osei", "Eun-ji Park", "Fatima Zahra", "Gustavo Lima", "Ingrid Solberg", "Jamal Carter", "Kateryna Bondar", "Lucas Moreau",
	"Nadia Rahman", "Oskar Virtanen", "Ravi Deshmukh", "Siobhán Kelly",
}

// address makes an e-mail address that cannot belong to anybody: example.org is kept free for examples.
func address(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '.'
		case r >= 'a' && r <= 'z':
			return r
		case r == 'ø':
			return 'o'
		case r == 'ı':
			return 'i'
		}
		return -1
	}, bank.FoldAnswer(name))
	return plain + "@example.org"
}
