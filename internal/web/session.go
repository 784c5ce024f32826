package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"

	"touchstone/internal/fault"
	"touchstone/internal/people"
	"touchstone/internal/quiz"
	"touchstone/internal/store"
)

// How long a session lives after it was last used, and how often its use is written down.
const (
	sessionLife  = 30 * 24 * time.Hour
	sessionTouch = 10 * time.Minute
)

// sessionStore keeps sessions in the database, where they can be ended one by one. The cookie holds a signed random id of 32 bytes, the table its
// SHA-256: who reads the table cannot sign in with it. It implements sessions.Store.
type sessionStore struct {
	store  *store.Store
	codecs []securecookie.Codec
	name   string
	secure bool
}

func newSessionStore(s *store.Store, keys [][]byte, secure bool) *sessionStore {
	pairs := make([][]byte, 0, 2*len(keys))
	for _, key := range keys {
		pairs = append(pairs, key, nil)
	}
	codecs := securecookie.CodecsFromPairs(pairs...)
	for _, codec := range codecs {
		if sc, ok := codec.(*securecookie.SecureCookie); ok {
			sc.MaxAge(int(sessionLife / time.Second)).SetSerializer(securecookie.NopEncoder{}) // the id is text already
		}
	}
	// The prefix makes browsers refuse the cookie from anything but this very host over https, where there is https.
	name := "touchstone"
	if secure {
		name = "__Host-touchstone"
	}
	return &sessionStore{store: s, codecs: codecs, name: name, secure: secure}
}

// Get returns the request's session, from the registry when it was asked for before.
func (s *sessionStore) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s, name)
}

// New reads the request's session from its cookie; a missing, forged or ended one is an empty new session and no error.
func (s *sessionStore) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(s, name)
	session.Options = &sessions.Options{Path: "/", MaxAge: int(sessionLife / time.Second), HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode}
	session.IsNew = true
	cookie, err := r.Cookie(name)
	if err != nil {
		return session, nil
	}
	var text []byte
	if securecookie.DecodeMulti(name, cookie.Value, &text, s.codecs...) != nil {
		return session, nil
	}
	id := string(text)
	kept, member, attempt, err := s.load(r, hashToken(id))
	if fault.KindOf(err) == fault.NotFound {
		return session, nil
	}
	if err != nil {
		return session, err
	}
	session.ID, session.IsNew = id, false
	session.Values["session"], session.Values["member"] = kept, member
	if attempt != nil {
		session.Values["attempt"] = attempt
	}
	return session, nil
}

// attemptPages begins the patterns of pages that show an attempt. What they show is read together with the session, because most requests are for them.
const attemptPages = "GET /attempts/{id}"

func (s *sessionStore) load(r *http.Request, hash string) (*store.Session, *people.Member, *quiz.Attempt, error) {
	if strings.HasPrefix(r.Pattern, attemptPages) {
		return s.store.SessionWithAttempt(r.Context(), hash, r.PathValue("id"))
	}
	session, member, err := s.store.Session(r.Context(), hash)
	return session, member, nil, err
}

// Save writes the cookie of a session that begin has kept, or removes it when the session has ended.
func (s *sessionStore) Save(_ *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	if session.Options.MaxAge < 0 {
		http.SetCookie(w, sessions.NewCookie(session.Name(), "", session.Options))
		return nil
	}
	value, err := securecookie.EncodeMulti(session.Name(), []byte(session.ID), s.codecs...)
	if err != nil {
		return err
	}
	http.SetCookie(w, sessions.NewCookie(session.Name(), value, session.Options))
	return nil
}

// begin starts a new session for a member, with a new id, whatever the browser had before: an id that somebody planted is worth nothing.
func (s *sessionStore) begin(w http.ResponseWriter, r *http.Request, member *people.Member, guest bool) error {
	session, err := s.Get(r, s.name)
	if err != nil {
		return err
	}
	if kept, ok := session.Values["session"].(*store.Session); ok {
		if err := s.store.EndSession(r.Context(), kept.Member, kept.Hash); err != nil {
			return err
		}
	}
	now := s.store.Now()
	session.ID = newToken()
	kept := &store.Session{Hash: hashToken(session.ID), Member: member.ID, Agent: agent(r), CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(sessionLife)}
	var added *people.Member
	if guest {
		added = member
	}
	if err := s.store.AddSession(r.Context(), kept, added); err != nil {
		return err
	}
	session.Values["session"], session.Values["member"] = kept, member
	return session.Save(r, w)
}

// end ends the request's session at the server and in the browser.
func (s *sessionStore) end(w http.ResponseWriter, r *http.Request) error {
	session, err := s.Get(r, s.name)
	if err != nil {
		return err
	}
	if kept, ok := session.Values["session"].(*store.Session); ok {
		if err := s.store.EndSession(r.Context(), kept.Member, kept.Hash); err != nil {
			return err
		}
	}
	session.Options.MaxAge = -1
	session.Values = map[any]any{}
	return session.Save(r, w)
}

// current returns who asks: an empty visit for somebody of whom nothing is known.
func (s *sessionStore) current(w http.ResponseWriter, r *http.Request) (*visit, error) {
	session, err := s.Get(r, s.name)
	if err != nil {
		return &visit{}, err
	}
	kept, ok := session.Values["session"].(*store.Session)
	if !ok {
		return &visit{}, nil
	}
	if now := s.store.Now(); now.Sub(kept.SeenAt) > sessionTouch {
		if err := s.touch(r.Context(), kept, now); err != nil {
			return &visit{}, err
		}
		if err := session.Save(r, w); err != nil {
			return &visit{}, err
		}
	}
	v := &visit{session: kept}
	v.member, _ = session.Values["member"].(*people.Member)
	v.attempt, _ = session.Values["attempt"].(*quiz.Attempt)
	return v, nil
}

func (s *sessionStore) touch(ctx context.Context, kept *store.Session, now time.Time) error {
	kept.SeenAt = now
	return s.store.TouchSession(ctx, kept.Hash, now.Add(sessionLife))
}

// newToken returns 256 bits of chance in a form that fits into an address.
func newToken() string {
	var token [32]byte
	_, _ = rand.Read(token[:]) // never fails: the runtime ends the program instead
	return base64.RawURLEncoding.EncodeToString(token[:])
}

// hashToken returns what is kept of a secret.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// agent returns what a browser says of itself, so that people recognise their sessions.
func agent(r *http.Request) string {
	name := r.UserAgent()
	if len(name) > 200 {
		name = name[:200]
	}
	return name
}
