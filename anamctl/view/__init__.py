"""Tables and live views; nothing else imports Rich."""
