package dev.toolkit.examples.quickstart;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a client sends to add a user. */
record NewUser(
    @NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 254) @Email String email) {}
