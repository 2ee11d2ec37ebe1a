//! The HTTP edge: routes on one page, sessions, actor, CSRF, uploads, health.
