-- Who may do what. Roles belong to the whole cluster: another database's migration may be making
-- them at this moment, which is no error.
DO $$
DECLARE
    role_name text;
    migrator_is_superuser boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
BEGIN
    FOREACH role_name IN ARRAY
        ARRAY['pumpurs_owner', 'pumpurs_writer', 'pumpurs_worker', 'pumpurs_reader']
    LOOP
        IF to_regrole(role_name) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
        IF NOT migrator_is_superuser THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', role_name, current_user);
            EXCEPTION WHEN unique_violation OR internal_error OR insufficient_privilege THEN
                NULL;  -- granted at the same moment, or before by somebody who may
            END;
        END IF;
    END LOOP;
END $$;

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The owner owns every table and function here; nobody logs in as it.
GRANT USAGE, CREATE ON SCHEMA public TO pumpurs_owner;
GRANT USAGE ON SCHEMA public TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE pumpurs_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE pumpurs_owner IN SCHEMA public
    GRANT SELECT ON SEQUENCES TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE pumpurs_owner
    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Projections live in schemas that the worker makes; readers see all of them, those to come too.
ALTER DEFAULT PRIVILEGES FOR ROLE pumpurs_worker GRANT USAGE ON SCHEMAS TO pumpurs_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE pumpurs_worker GRANT SELECT ON TABLES TO pumpurs_reader;
