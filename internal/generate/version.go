package generate

// Version changes whenever the same guide would give other questions, so that a library is made anew. It is part of the library's hash.
const Version = "9"
