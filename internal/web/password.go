package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"touchstone/internal/fault"
)

// Argon2id parameters: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// hasher lets two passwords be hashed at once and no more, so that a class that signs in together does not stop those who are answering.
type hasher struct {
	slots chan struct{}
	// dummy is compared when there is no account, so that the answer takes as long.
	dummy string
}

func newHasher() *hasher {
	h := &hasher{slots: make(chan struct{}, 2)}
	h.dummy = encodeHash([]byte("nobody has this password"), randomSalt())
	return h
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return encodeHash([]byte(password), randomSalt()), nil
}

// matches compares a password with a hash in constant time; an empty hash takes as long and never matches. The caller has entered.
func (h *hasher) matches(password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = h.dummy
	}
	salt, ok := saltOf(hash)
	if !ok {
		return false, fmt.Errorf("a password hash is not of the form $argon2id$v=19$m=%d,t=%d,p=%d$salt$key", argonMemory, argonTime, argonThreads)
	}
	same := subtle.ConstantTimeCompare([]byte(encodeHash([]byte(password), salt)), []byte(hash)) == 1
	return same && known, nil
}

// enter waits for one of the places to hash; the caller must leave it.
func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "Many people are signing in at the moment. Please try again in a minute.")
	}
}

func randomSalt() []byte {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails: the runtime ends the program instead
	return salt
}

// HashPassword returns the hash to keep for a password, in the PHC string format. It takes about 50 ms and 19 MiB.
func HashPassword(password string) string { return encodeHash([]byte(password), randomSalt()) }

func encodeHash(password, salt []byte) string {
	key := argon2.IDKey(password, salt, argonTime, argonMemory, argonThreads, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

func saltOf(hash string) ([]byte, bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	return salt, err == nil
}
