"""
Scenarios: how the services of the sandbox behave, and above all how they fail.

One module a service, because a command that starts one of them has no time to load what describes the others.
"""
