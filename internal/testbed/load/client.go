package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// Client is one browser: a connection that stays open, and the cookies it was given. It is for one goroutine.
type Client struct {
	// Cookies are sent with every request and kept up to date from the answers. Another person may sit down at the same connection by bringing other ones.
	Cookies map[string]string
	// Headers are further lines sent with every request, each ended by CR LF.
	Headers string

	address string
	conn    net.Conn
	reader  *bufio.Reader
	request []byte
	body    bytes.Buffer
}

// Reply is the answer to one request. Its body is good until the client's next one.
type Reply struct {
	Status   int
	Location string
	Header   http.Header
	Body     []byte
}

// replyLimit is how long a client waits for an answer, longer than the server's own limit for a request.
const replyLimit = 30 * time.Second

// NewClient returns a client of the server at host:port. It connects when it first asks.
func NewClient(address string) *Client {
	return &Client{address: address, Cookies: map[string]string{}}
}

// Get asks for a page.
func (c *Client) Get(path string) (Reply, error) { return c.do("GET", path, "") }

// Post sends a form.
func (c *Client) Post(path string, form url.Values) (Reply, error) {
	return c.do("POST", path, form.Encode())
}

// MoveTo makes the client ask another address from now on, with the cookies that it has.
func (c *Client) MoveTo(address string) {
	c.address = address
	_ = c.Close() // the next request opens a new connection
}

// Close closes the connection, if there is one.
func (c *Client) Close() error {
	if c.conn == nil {
		return nil
	}
	err := c.conn.Close()
	c.conn = nil
	return err
}

func (c *Client) do(method, path, form string) (Reply, error) {
	reply, err := c.exchange(method, path, form)
	if err != nil {
		err = errors.Join(fmt.Errorf("%s %s: %w", method, path, err), c.Close())
	}
	return reply, err
}

func (c *Client) exchange(method, path, form string) (Reply, error) {
	if err := c.connect(); err != nil {
		return Reply{}, err
	}
	if err := c.conn.SetDeadline(time.Now().Add(replyLimit)); err != nil {
		return Reply{}, err
	}
	if _, err := c.conn.Write(c.message(method, path, form)); err != nil {
		return Reply{}, err
	}
	received, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return Reply{}, err
	}
	c.body.Reset()
	_, err = c.body.ReadFrom(received.Body)
	if err := errors.Join(err, received.Body.Close()); err != nil {
		return Reply{}, err
	}
	if given := received.Header["Set-Cookie"]; len(given) > 0 {
		c.keep(received.Cookies())
	}
	if received.Close {
		if err := c.Close(); err != nil {
			return Reply{}, err
		}
	}
	return Reply{received.StatusCode, received.Header.Get("Location"), received.Header, c.body.Bytes()}, nil
}

func (c *Client) connect() error {
	if c.conn != nil {
		return nil
	}
	conn, err := net.DialTimeout("tcp", c.address, replyLimit)
	if err != nil {
		return err
	}
	c.conn, c.reader = conn, bufio.NewReader(conn)
	return nil
}

// message writes a request as text: it is the same for thousands of times, and http.Request would cost more than some answers do.
func (c *Client) message(method, path, form string) []byte {
	b := c.request[:0]
	b = append(b, method...)
	b = append(b, ' ')
	b = append(b, path...)
	b = append(b, " HTTP/1.1\r\nHost: "...)
	b = append(b, c.address...)
	b = append(b, "\r\nUser-Agent: load\r\n"...)
	b = append(b, c.Headers...)
	separator := "Cookie: "
	for name, value := range c.Cookies {
		b = append(append(append(append(b, separator...), name...), '='), value...)
		separator = "; "
	}
	if len(c.Cookies) > 0 {
		b = append(b, "\r\n"...)
	}
	if method == "POST" {
		b = append(b, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "...)
		b = strconv.AppendInt(b, int64(len(form)), 10)
		b = append(b, "\r\n"...)
	}
	b = append(b, "\r\n"...)
	c.request = append(b, form...)
	return c.request
}

func (c *Client) keep(cookies []*http.Cookie) {
	for _, cookie := range cookies {
		if cookie.MaxAge < 0 {
			delete(c.Cookies, cookie.Name)
		} else {
			c.Cookies[cookie.Name] = cookie.Value
		}
	}
}
