"""Sound in and out: microphones, files, pipes, loudspeakers, recordings. What travels is PCM with the sample clock."""
