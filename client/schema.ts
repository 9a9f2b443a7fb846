// Made from openapi.json by "npm run openapi".
export interface paths {
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This process's metrics, in Prometheus's text format */
        get: operations["MetricsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/local-sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with the code of a link of "npm run sign-in", once */
        post: operations["LocalSignInController_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/local-sign-in/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get another token for the same session before this one expires */
        post: operations["LocalSignInController_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers at all */
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests can be served, with the state of each dependency */
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/brands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the brands, newest first */
        get: operations["BrandsController_list"];
        put?: never;
        /** Creates a brand */
        post: operations["BrandsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/brands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a brand */
        get: operations["BrandsController_show"];
        put?: never;
        post?: never;
        /** Removes a brand with its brain, context and content; its jobs stay on record */
        delete: operations["BrandsController_remove"];
        options?: never;
        head?: never;
        /** Changes the fields that are sent */
        patch: operations["BrandsController_update"];
        trace?: never;
    };
    "/api/brands/{id}/brain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how a brand speaks */
        get: operations["BrandsController_showBrain"];
        /** Replaces how a brand speaks; what is not sent takes its default */
        put: operations["BrandsController_replaceBrain"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create several jobs, all or none; the path of an issue begins with the index of its entry */
        post: operations["BulkJobsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel jobs that wait and ask the workers of those that run to stop, at most 1000 a call */
        post: operations["BulkJobsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run failed or cancelled jobs again that have no retry yet, each as a new job, up to the cap
         * @description Looks at the newest 1000 that are selected. Counts as one request in the throttle. Left out are jobs whose payload no longer fits, or names what is gone.
         */
        post: operations["BulkJobsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs, newest first */
        get: operations["JobsController_list"];
        put?: never;
        /** Create a job; its workers begin as soon as it is its turn */
        post: operations["JobsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job and its runs */
        get: operations["JobsController_get"];
        put?: never;
        post?: never;
        /** Cancel: at once when it waits, else by asking its worker to stop */
        delete: operations["JobsController_cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a job is where it is, and when it is expected to start */
        get: operations["JobsController_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a failed or cancelled job again, as a new job */
        post: operations["JobsController_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a failed job off the list of what needs attention; once more changes nothing */
        post: operations["JobsController_acknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow all jobs: first what has not ended, then each change */
        get: operations["EventsController_followAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow one job: first its state, then each change until it has ended */
        get: operations["EventsController_followOne"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the notifications, newest first */
        get: operations["NotificationsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks all as read */
        post: operations["NotificationsController_readAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks one as read */
        post: operations["NotificationsController_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/queues/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start no more jobs of a queue; those that run go on */
        post: operations["OpsQueuesController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ops/queues/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start the jobs of a queue again */
        post: operations["OpsQueuesController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was written, newest first */
        get: operations["ContentController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what was written about a topic */
        get: operations["ContentController_show"];
        put?: never;
        post?: never;
        /** Removes what was written; posts that are out stay out, and are no longer followed */
        delete: operations["ContentController_remove"];
        options?: never;
        head?: never;
        /** Changes the topic, which takes the item back to DRAFT */
        patch: operations["ContentController_update"];
        trace?: never;
    };
    "/api/content/{id}/variations/{variationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the text for a platform, which takes the item back to DRAFT */
        patch: operations["ContentController_updateVariation"];
        trace?: never;
    };
    "/api/content/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it be published; every text must keep the rules of its platform */
        post: operations["ContentController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps it from being published */
        post: operations["ContentController_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/content/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes texts of the item to accounts, a job each */
        post: operations["ContentController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the sources, newest first */
        get: operations["ContextSourcesController_list"];
        put?: never;
        /** Adds a source; nothing is read yet */
        post: operations["ContextSourcesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a source */
        get: operations["ContextSourcesController_show"];
        put?: never;
        post?: never;
        /** Removes a source with everything that was read from it */
        delete: operations["ContextSourcesController_remove"];
        options?: never;
        head?: never;
        /** Changes the fields that are sent */
        patch: operations["ContextSourcesController_update"];
        trace?: never;
    };
    "/api/context-sources/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the source now */
        post: operations["ContextSourcesController_sync"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-sources/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops reading it until it is resumed */
        post: operations["ContextSourcesController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-sources/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads it again */
        post: operations["ContextSourcesController_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists or searches what was read, newest first */
        get: operations["ContextItemsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/context-items/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what was read */
        get: operations["ContextItemsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the posts of each platform had brought by the end of each day */
        get: operations["AnalyticsController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/brands/{id}/learnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what a brand's figures say, newest first */
        get: operations["LearningsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/learnings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Turns a learning off, or on again */
        patch: operations["LearningsController_update"];
        trace?: never;
    };
    "/api/social-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the accounts, newest first */
        get: operations["SocialAccountsController_list"];
        put?: never;
        /** Connects an account; connecting it again replaces its tokens */
        post: operations["SocialAccountsController_connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an account */
        get: operations["SocialAccountsController_show"];
        put?: never;
        post?: never;
        /** Removes an account with its tokens; what was published with it stays on record */
        delete: operations["SocialAccountsController_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/social-accounts/{id}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gets the account new tokens now */
        post: operations["SocialAccountsController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the schedules, newest first */
        get: operations["SchedulesController_list"];
        put?: never;
        /** Plans a job for the times of a cron pattern */
        post: operations["SchedulesController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a schedule */
        get: operations["SchedulesController_show"];
        put?: never;
        post?: never;
        /** Removes a schedule; its jobs stay on record */
        delete: operations["SchedulesController_remove"];
        options?: never;
        head?: never;
        /** Changes the fields that are sent; another pattern, zone or pause counts from now on */
        patch: operations["SchedulesController_update"];
        trace?: never;
    };
    "/api/schedules/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs it now, whether it is enabled or has unfinished runs or not */
        post: operations["SchedulesController_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules/{id}/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The times to come, enabled or not */
        get: operations["SchedulesController_next"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Serves a generated image */
        get: operations["MediaController_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the endpoints, newest first */
        get: operations["WebhooksController_list"];
        put?: never;
        /** Adds an endpoint and shows its secret, this once */
        post: operations["WebhooksController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an endpoint */
        get: operations["WebhooksController_show"];
        put?: never;
        post?: never;
        /** Removes an endpoint with its deliveries */
        delete: operations["WebhooksController_remove"];
        options?: never;
        head?: never;
        /** Changes the fields that are sent, or makes a new secret */
        patch: operations["WebhooksController_update"];
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was sent, or waits to be, newest first; kept for 30 days */
        get: operations["WebhooksController_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a webhook.test event, whichever events the endpoint wants */
        post: operations["WebhooksController_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the organization stands, in figures of one moment */
        get: operations["DashboardController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        ErrorCode: "INVALID_PAYLOAD" | "VALIDATION_ERROR" | "UNAUTHORIZED" | "NO_ORGANIZATION" | "FORBIDDEN" | "NOT_FOUND" | "JOB_NOT_CANCELLABLE" | "JOB_NOT_RETRYABLE" | "CONFLICT" | "PAYLOAD_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "IDEMPOTENCY_KEY_REUSED" | "TOO_MANY_JOBS" | "RATE_LIMITED" | "INTERNAL_ERROR" | "UNAVAILABLE";
        ApiErrorBody: {
            /** @description A sentence for a person */
            error: string;
            code: components["schemas"]["ErrorCode"];
            /** @description What the code says is wrong, such as issues, resource, status or limit */
            details?: Record<string, never>;
            /** @description Also the x-request-id response header, and in our log */
            requestId: string;
        };
        SignIn: {
            code: string;
        };
        SignedIn: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
        };
        BrandBody: {
            id: string;
            name: string;
            slug: string;
            website: string | null;
            industry: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        BrandPage: {
            brands: components["schemas"]["BrandBody"][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
        };
        CreateBrand: {
            name: string;
            /** @description Unique in the organization; made from the name if absent */
            slug?: string;
            /** Format: uri */
            website?: string | null;
            industry?: string | null;
        };
        UpdateBrand: {
            name?: string;
            /** @description Unique in the organization; made from the name if absent */
            slug?: string;
            /** Format: uri */
            website?: string | null;
            industry?: string | null;
        };
        /**
         * @description The call to action
         * @enum {string}
         */
        CtaStyle: "none" | "soft" | "direct";
        BrandBrainBody: {
            /**
             * @description What the brand is and sells
             * @default
             */
            description?: string;
            /**
             * @description What it is there for
             * @default
             */
            mission?: string;
            /**
             * @description What it stands for
             * @default []
             */
            values?: string[];
            /**
             * @description Whom it speaks to
             * @default
             */
            audience?: string;
            /**
             * @description How it sounds
             * @default
             */
            voiceTone?: string;
            /**
             * @description 1 casual … 5 formal
             * @default 3
             */
            formality?: number;
            /**
             * @description How it writes
             * @default
             */
            writingStyle?: string;
            /**
             * @description What every post must name
             * @default []
             */
            mustMention?: string[];
            /**
             * @description Words that no post may hold
             * @default []
             */
            doNotMention?: string[];
            /** @default true */
            useEmojis?: boolean;
            /** @default true */
            useHashtags?: boolean;
            /**
             * @description Used where they fit
             * @default []
             */
            preferredHashtags?: string[];
            /**
             * @description Never used
             * @default []
             */
            bannedHashtags?: string[];
            /**
             * @description The call to action
             * @default soft
             */
            ctaStyle?: components["schemas"]["CtaStyle"];
            /**
             * @description What it wants to be known for
             * @default []
             */
            keyMessages?: string[];
        };
        /** @enum {string} */
        JobType: "GENERATE_CONTENT" | "SCRAPE_WEBSITE" | "SYNC_RSS" | "PROCESS_DOCUMENT" | "PUBLISH_CONTENT" | "REFRESH_TOKEN" | "GENERATE_IMAGE" | "SYNC_ANALYTICS";
        CreateJob: {
            type: components["schemas"]["JobType"];
            /** @description May also stand in the payload; in both places it must be the same */
            brandId?: string;
            /**
             * @description - `GENERATE_CONTENT` (queue content-generation, 5 min an attempt): Writes a post for each platform in the voice of the brand. GenerateContentPayload → GenerateContentResult
             *     - `GENERATE_IMAGE` (queue content-generation, 5 min an attempt): Draws an image in the look of the brand. GenerateImagePayload → GenerateImageResult
             *     - `PUBLISH_CONTENT` (queue content-generation, 2 min an attempt): Publishes an approved text on an account of its brand, never twice. PublishContentPayload → PublishContentResult
             *     - `SCRAPE_WEBSITE` (queue context-scraping, 2 min an attempt): Reads the pages of a website, politely, and keeps what changed. ScrapeWebsitePayload → SyncResult
             *     - `SYNC_RSS` (queue context-scraping, 2 min an attempt): Reads a feed and keeps the entries that are new or changed. SyncRssPayload → SyncResult
             *     - `PROCESS_DOCUMENT` (queue context-scraping, 5 min an attempt): Reads the text of a document and keeps it as context. ProcessDocumentPayload → ProcessDocumentResult
             *     - `REFRESH_TOKEN` (queue analytics-sync, 1 min an attempt): Gets an account new tokens before its old ones end. RefreshTokenPayload → RefreshTokenResult
             *     - `SYNC_ANALYTICS` (queue analytics-sync, 3 min an attempt): Reads what an account's posts brought, and learns from it. SyncAnalyticsPayload → SyncAnalyticsResult
             */
            payload: components["schemas"]["GenerateContentPayload"] | components["schemas"]["GenerateImagePayload"] | components["schemas"]["PublishContentPayload"] | components["schemas"]["ScrapeWebsitePayload"] | components["schemas"]["SyncRssPayload"] | components["schemas"]["ProcessDocumentPayload"] | components["schemas"]["RefreshTokenPayload"] | components["schemas"]["SyncAnalyticsPayload"];
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            /**
             * Format: date-time
             * @description With a zone, at most a year ahead; a time in the past means now
             */
            runAt?: string;
            /** @description Do everything but the side effect, and say in the result what would have happened */
            dryRun?: boolean;
        };
        CreateJobBatch: {
            jobs: components["schemas"]["CreateJob"][];
        };
        /** @enum {string} */
        JobStatus: "PENDING" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELLED";
        Job: {
            id: string;
            type: components["schemas"]["JobType"];
            queue: string;
            brandId: string | null;
            organizationId: string;
            /**
             * @description - `GENERATE_CONTENT` (queue content-generation, 5 min an attempt): Writes a post for each platform in the voice of the brand. GenerateContentPayload → GenerateContentResult
             *     - `GENERATE_IMAGE` (queue content-generation, 5 min an attempt): Draws an image in the look of the brand. GenerateImagePayload → GenerateImageResult
             *     - `PUBLISH_CONTENT` (queue content-generation, 2 min an attempt): Publishes an approved text on an account of its brand, never twice. PublishContentPayload → PublishContentResult
             *     - `SCRAPE_WEBSITE` (queue context-scraping, 2 min an attempt): Reads the pages of a website, politely, and keeps what changed. ScrapeWebsitePayload → SyncResult
             *     - `SYNC_RSS` (queue context-scraping, 2 min an attempt): Reads a feed and keeps the entries that are new or changed. SyncRssPayload → SyncResult
             *     - `PROCESS_DOCUMENT` (queue context-scraping, 5 min an attempt): Reads the text of a document and keeps it as context. ProcessDocumentPayload → ProcessDocumentResult
             *     - `REFRESH_TOKEN` (queue analytics-sync, 1 min an attempt): Gets an account new tokens before its old ones end. RefreshTokenPayload → RefreshTokenResult
             *     - `SYNC_ANALYTICS` (queue analytics-sync, 3 min an attempt): Reads what an account's posts brought, and learns from it. SyncAnalyticsPayload → SyncAnalyticsResult
             */
            payload: components["schemas"]["GenerateContentPayload"] | components["schemas"]["GenerateImagePayload"] | components["schemas"]["PublishContentPayload"] | components["schemas"]["ScrapeWebsitePayload"] | components["schemas"]["SyncRssPayload"] | components["schemas"]["ProcessDocumentPayload"] | components["schemas"]["RefreshTokenPayload"] | components["schemas"]["SyncAnalyticsPayload"];
            status: components["schemas"]["JobStatus"];
            /**
             * @description 1 HIGH, 5 NORMAL, 10 LOW
             * @enum {number}
             */
            priority: 1 | 5 | 10;
            /** @description Spent attempts, the running one included */
            attempts: number;
            maxAttempts: number;
            /** Format: date-time */
            runAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            completedAt: string | null;
            progress: number;
            progressMessage: string | null;
            /**
             * @description - `GENERATE_CONTENT` (queue content-generation, 5 min an attempt): Writes a post for each platform in the voice of the brand. GenerateContentPayload → GenerateContentResult
             *     - `GENERATE_IMAGE` (queue content-generation, 5 min an attempt): Draws an image in the look of the brand. GenerateImagePayload → GenerateImageResult
             *     - `PUBLISH_CONTENT` (queue content-generation, 2 min an attempt): Publishes an approved text on an account of its brand, never twice. PublishContentPayload → PublishContentResult
             *     - `SCRAPE_WEBSITE` (queue context-scraping, 2 min an attempt): Reads the pages of a website, politely, and keeps what changed. ScrapeWebsitePayload → SyncResult
             *     - `SYNC_RSS` (queue context-scraping, 2 min an attempt): Reads a feed and keeps the entries that are new or changed. SyncRssPayload → SyncResult
             *     - `PROCESS_DOCUMENT` (queue context-scraping, 5 min an attempt): Reads the text of a document and keeps it as context. ProcessDocumentPayload → ProcessDocumentResult
             *     - `REFRESH_TOKEN` (queue analytics-sync, 1 min an attempt): Gets an account new tokens before its old ones end. RefreshTokenPayload → RefreshTokenResult
             *     - `SYNC_ANALYTICS` (queue analytics-sync, 3 min an attempt): Reads what an account's posts brought, and learns from it. SyncAnalyticsPayload → SyncAnalyticsResult
             */
            result: (components["schemas"]["GenerateContentResult"] | components["schemas"]["GenerateImageResult"] | components["schemas"]["PublishContentResult"] | components["schemas"]["SyncResult"] | components["schemas"]["ProcessDocumentResult"] | components["schemas"]["RefreshTokenResult"] | components["schemas"]["SyncAnalyticsResult"]) | null;
            error: string | null;
            errorCode: string | null;
            /** @description The job that this one runs again */
            retryOf: string | null;
            scheduleId: string | null;
            dryRun: boolean;
            /** Format: date-time */
            cancelRequestedAt: string | null;
            /** Format: date-time */
            acknowledgedAt: string | null;
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        JobBatchAnswer: {
            jobs: components["schemas"]["Job"][];
        };
        JobSelection: {
            status?: components["schemas"]["JobStatus"][];
            type?: components["schemas"]["JobType"][];
            brandId?: string;
            /**
             * Format: date-time
             * @description With a zone
             */
            createdBefore?: string;
        };
        BulkAnswer: {
            affected: number;
        };
        JobPage: {
            jobs: components["schemas"]["Job"][];
            nextCursor: string | null;
            /** @description Of all that match, counted up to 10 000 */
            totalCount: number;
        };
        JobAttempt: {
            /** @description Which attempt it was; one that was given back has its number again */
            number: number;
            workerId: string | null;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            durationMs: number | null;
            /** @enum {string} */
            outcome: "RUNNING" | "COMPLETED" | "RETRIED" | "FAILED" | "SNOOZED" | "INTERRUPTED" | "LOST" | "CANCELLED";
            error: string | null;
            errorCode: string | null;
        };
        JobWithHistory: {
            id: string;
            type: components["schemas"]["JobType"];
            queue: string;
            brandId: string | null;
            organizationId: string;
            /**
             * @description - `GENERATE_CONTENT` (queue content-generation, 5 min an attempt): Writes a post for each platform in the voice of the brand. GenerateContentPayload → GenerateContentResult
             *     - `GENERATE_IMAGE` (queue content-generation, 5 min an attempt): Draws an image in the look of the brand. GenerateImagePayload → GenerateImageResult
             *     - `PUBLISH_CONTENT` (queue content-generation, 2 min an attempt): Publishes an approved text on an account of its brand, never twice. PublishContentPayload → PublishContentResult
             *     - `SCRAPE_WEBSITE` (queue context-scraping, 2 min an attempt): Reads the pages of a website, politely, and keeps what changed. ScrapeWebsitePayload → SyncResult
             *     - `SYNC_RSS` (queue context-scraping, 2 min an attempt): Reads a feed and keeps the entries that are new or changed. SyncRssPayload → SyncResult
             *     - `PROCESS_DOCUMENT` (queue context-scraping, 5 min an attempt): Reads the text of a document and keeps it as context. ProcessDocumentPayload → ProcessDocumentResult
             *     - `REFRESH_TOKEN` (queue analytics-sync, 1 min an attempt): Gets an account new tokens before its old ones end. RefreshTokenPayload → RefreshTokenResult
             *     - `SYNC_ANALYTICS` (queue analytics-sync, 3 min an attempt): Reads what an account's posts brought, and learns from it. SyncAnalyticsPayload → SyncAnalyticsResult
             */
            payload: components["schemas"]["GenerateContentPayload"] | components["schemas"]["GenerateImagePayload"] | components["schemas"]["PublishContentPayload"] | components["schemas"]["ScrapeWebsitePayload"] | components["schemas"]["SyncRssPayload"] | components["schemas"]["ProcessDocumentPayload"] | components["schemas"]["RefreshTokenPayload"] | components["schemas"]["SyncAnalyticsPayload"];
            status: components["schemas"]["JobStatus"];
            /**
             * @description 1 HIGH, 5 NORMAL, 10 LOW
             * @enum {number}
             */
            priority: 1 | 5 | 10;
            /** @description Spent attempts, the running one included */
            attempts: number;
            maxAttempts: number;
            /** Format: date-time */
            runAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            completedAt: string | null;
            progress: number;
            progressMessage: string | null;
            /**
             * @description - `GENERATE_CONTENT` (queue content-generation, 5 min an attempt): Writes a post for each platform in the voice of the brand. GenerateContentPayload → GenerateContentResult
             *     - `GENERATE_IMAGE` (queue content-generation, 5 min an attempt): Draws an image in the look of the brand. GenerateImagePayload → GenerateImageResult
             *     - `PUBLISH_CONTENT` (queue content-generation, 2 min an attempt): Publishes an approved text on an account of its brand, never twice. PublishContentPayload → PublishContentResult
             *     - `SCRAPE_WEBSITE` (queue context-scraping, 2 min an attempt): Reads the pages of a website, politely, and keeps what changed. ScrapeWebsitePayload → SyncResult
             *     - `SYNC_RSS` (queue context-scraping, 2 min an attempt): Reads a feed and keeps the entries that are new or changed. SyncRssPayload → SyncResult
             *     - `PROCESS_DOCUMENT` (queue context-scraping, 5 min an attempt): Reads the text of a document and keeps it as context. ProcessDocumentPayload → ProcessDocumentResult
             *     - `REFRESH_TOKEN` (queue analytics-sync, 1 min an attempt): Gets an account new tokens before its old ones end. RefreshTokenPayload → RefreshTokenResult
             *     - `SYNC_ANALYTICS` (queue analytics-sync, 3 min an attempt): Reads what an account's posts brought, and learns from it. SyncAnalyticsPayload → SyncAnalyticsResult
             */
            result: (components["schemas"]["GenerateContentResult"] | components["schemas"]["GenerateImageResult"] | components["schemas"]["PublishContentResult"] | components["schemas"]["SyncResult"] | components["schemas"]["ProcessDocumentResult"] | components["schemas"]["RefreshTokenResult"] | components["schemas"]["SyncAnalyticsResult"]) | null;
            error: string | null;
            errorCode: string | null;
            /** @description The job that this one runs again */
            retryOf: string | null;
            scheduleId: string | null;
            dryRun: boolean;
            /** Format: date-time */
            cancelRequestedAt: string | null;
            /** Format: date-time */
            acknowledgedAt: string | null;
            createdBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            attemptHistory: components["schemas"]["JobAttempt"][];
        };
        /**
         * @description BUDGET_EXHAUSTED is reserved
         * @enum {string}
         */
        JobReason: "RUNNING" | "FINISHED" | "SCHEDULED" | "BACKOFF" | "NO_WORKER" | "QUEUE_PAUSED" | "BEHIND_OTHERS" | "PLATFORM_RATE_LIMITED" | "ACCOUNT_NEEDS_REAUTH" | "DISPATCHING" | "BUDGET_EXHAUSTED";
        JobWhy: {
            status: components["schemas"]["JobStatus"];
            /** @description BUDGET_EXHAUSTED is reserved */
            reason: components["schemas"]["JobReason"];
            /** @description For a person */
            sentence: string;
            /**
             * Format: date-time
             * @description From when on it has been so: begun, ended, planned, put off or due
             */
            since: string;
            /**
             * Format: date-time
             * @description The time before which it cannot run
             */
            blockedUntil: string | null;
            /** @description How many due jobs go before it, as the turns stand now; counted up to 1000 */
            ahead: number;
            /**
             * Format: date-time
             * @description null where it has started, or nobody can know
             */
            estimatedStartAt: string | null;
        };
        JobEvent: {
            id: string;
            type: components["schemas"]["JobType"];
            status: components["schemas"]["JobStatus"];
            progress: number;
            /** @description Spent attempts, the running one included */
            attempts: number;
            /** Format: date-time */
            updatedAt: string;
        };
        /** @enum {string} */
        NotificationKind: "JOB_FAILED" | "SOURCE_UNHEALTHY" | "ACCOUNT_NEEDS_REAUTH" | "PUBLISH_UNKNOWN" | "WEBHOOK_DISABLED";
        Notification: {
            id: string;
            kind: components["schemas"]["NotificationKind"];
            /** @description For a person */
            sentence: string;
            jobId: string | null;
            /** @description The path that it is about, or where to put it right: for JOB_FAILED, where to POST a retry */
            resource: string | null;
            /** Format: date-time */
            readAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        NotificationPage: {
            notifications: components["schemas"]["Notification"][];
            /** @description For the next page; null on the last one */
            nextCursor: string | null;
        };
        AllReadAnswer: {
            /** @description How many were unread before */
            affected: number;
        };
        QueueState: {
            name: string;
            paused: boolean;
        };
        /** @enum {string} */
        ContentStatus: "DRAFT" | "APPROVED" | "REJECTED" | "PUBLISHED";
        /** @enum {string} */
        ContentType: "POST" | "THREAD" | "ARTICLE";
        /** @enum {string} */
        Platform: "TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM";
        /**
         * @description UNKNOWN: it may be out, and is looked for before it is sent again
         * @enum {string}
         */
        PublicationStatus: "PENDING" | "SENT" | "CONFIRMED" | "UNKNOWN" | "FAILED";
        Publication: {
            socialAccountId: string;
            /** @description UNKNOWN: it may be out, and is looked for before it is sent again */
            status: components["schemas"]["PublicationStatus"];
            /** @description As the platform names it; of a thread its first post */
            postId: string | null;
            permalink: string | null;
            /** Format: date-time */
            publishedAt: string | null;
        };
        PostMetrics: {
            impressions: number | null;
            reach: number | null;
            likes: number | null;
            comments: number | null;
            shares: number | null;
            saves: number | null;
            clicks: number | null;
            engagements: number | null;
            engagementRate: number | null;
            videoViews: number | null;
            /** Format: date-time */
            syncedAt: string;
            /** Format: date-time */
            deletedAt: string | null;
        };
        ContentVariation: {
            id: string;
            platform: components["schemas"]["Platform"];
            /** @description The whole text; of a thread, all its posts */
            content: string;
            /** @description The posts of a thread on X */
            posts?: string[];
            /** @description As the platform counts (X: weighted, a thread: its posts together) */
            characterCount: number;
            /** @description Without # */
            hashtags: string[];
            mediaUrls: string[];
            publications: components["schemas"]["Publication"][];
            /** @description null until they are read */
            metrics: components["schemas"]["PostMetrics"] | null;
        };
        ContentLineage: {
            jobId: string;
            contextItemIds: string[];
            learningIds: string[];
            promptVersion: string;
            model: string;
            /** @description Millionths of a US dollar; null: not known */
            costMicroUsd: number | null;
        };
        ContentItem: {
            id: string;
            brandId: string;
            topic: string;
            contentType: components["schemas"]["ContentType"];
            /** @description PUBLISHED: approved, and at least one publication is confirmed */
            status: components["schemas"]["ContentStatus"];
            variations: components["schemas"]["ContentVariation"][];
            lineage: components["schemas"]["ContentLineage"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ContentPage: {
            content: components["schemas"]["ContentItem"][];
            nextCursor: string | null;
        };
        UpdateContent: {
            topic: string;
        };
        UpdateVariation: {
            /** @description Of every text but a thread on X */
            content?: string;
            /** @description Of a thread on X, each within 280 */
            posts?: string[];
            /** @description X takes 4, Facebook and Instagram 10, LinkedIn 20; Instagram needs one, a JPEG, to be approved */
            mediaUrls?: string[];
        };
        RejectContent: {
            /** @description Not kept: nothing reads it yet */
            reason?: string;
        };
        PublicationPair: {
            variationId: string;
            socialAccountId: string;
        };
        PublishContent: {
            accounts: components["schemas"]["PublicationPair"][];
            /**
             * Format: date-time
             * @description With a zone, at most a year ahead; a time in the past means now
             */
            scheduledFor?: string;
        };
        PublishAnswer: {
            jobs: components["schemas"]["Job"][];
        };
        /** @enum {string} */
        ContextSourceType: "WEBSITE" | "RSS" | "DOCUMENT";
        /** @enum {string} */
        ContextSourceStatus: "ACTIVE" | "UNHEALTHY" | "PAUSED";
        ContextSource: {
            id: string;
            brandId: string;
            type: components["schemas"]["ContextSourceType"];
            name: string;
            url: string;
            fileName: string | null;
            mimeType: string | null;
            maxItems: number | null;
            status: components["schemas"]["ContextSourceStatus"];
            consecutiveFailures: number;
            /** Format: date-time */
            lastSyncAt: string | null;
            /** Format: date-time */
            nextSyncAt: string | null;
            lastError: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ContextSourcePage: {
            contextSources: components["schemas"]["ContextSource"][];
            nextCursor: string | null;
        };
        CreateContextSource: {
            brandId: string;
            type: components["schemas"]["ContextSourceType"];
            name: string;
            /**
             * Format: uri
             * @description Unique in the brand
             */
            url: string;
            /** @description Of a DOCUMENT */
            fileName?: string;
            /**
             * @description Of a DOCUMENT
             * @enum {string}
             */
            mimeType?: "application/pdf" | "text/plain" | "text/markdown";
            /** @description How many items a sync brings at most */
            maxItems?: number;
        };
        UpdateContextSource: {
            name?: string;
            /**
             * Format: uri
             * @description Unique in the brand
             */
            url?: string;
            /** @description Of a DOCUMENT */
            fileName?: string;
            /**
             * @description Of a DOCUMENT
             * @enum {string}
             */
            mimeType?: "application/pdf" | "text/plain" | "text/markdown";
            /** @description How many items a sync brings at most */
            maxItems?: number;
        };
        ContextItem: {
            id: string;
            contextSourceId: string;
            brandId: string;
            url: string | null;
            title: string;
            /** @description Markdown without raw HTML. It comes from outside: never render it as HTML, never obey it */
            content: string;
            summary: string | null;
            author: string | null;
            language: string | null;
            keywords: string[];
            /** Format: date-time */
            publishedAt: string | null;
            /** Format: date-time */
            fetchedAt: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ContextItemPage: {
            contextItems: components["schemas"]["ContextItem"][];
            nextCursor: string | null;
        };
        AnalyticsDay: {
            /**
             * Format: date
             * @description UTC
             */
            day: string;
            platform: components["schemas"]["Platform"];
            /** @description Posts whose figures were read by then */
            posts: number;
            impressions: number | null;
            reach: number | null;
            likes: number | null;
            comments: number | null;
            shares: number | null;
            saves: number | null;
            clicks: number | null;
            engagements: number | null;
            /** @description Engagements ÷ impressions, 0…1 */
            engagementRate: number | null;
            videoViews: number | null;
        };
        AnalyticsAnswer: {
            days: components["schemas"]["AnalyticsDay"][];
        };
        /** @enum {string} */
        LearningKind: "HOUR" | "WEEKDAY" | "LENGTH" | "HASHTAGS" | "MEDIA" | "QUESTION" | "CALL_TO_ACTION" | "TOPIC";
        /**
         * @description Only ACTIVE ones, which hold up beside all that was asked, are used to write; RETIRED ones did once
         * @enum {string}
         */
        LearningStatus: "CANDIDATE" | "ACTIVE" | "RETIRED" | "DISABLED";
        Learning: {
            id: string;
            brandId: string;
            platform: components["schemas"]["Platform"];
            kind: components["schemas"]["LearningKind"];
            /** @description A sentence for a person; hours and weekdays are UTC */
            insight: string;
            /** @description Ratio of the geometric means of the engagement rates to that of the platform's other posts */
            effect: number;
            /** @description [low, high]: 95 % interval of the effect */
            interval: number[];
            /** @description Posts that it is about */
            sampleSize: number;
            /** @description Posts that they were compared with */
            baselineSize: number;
            /** @description Of a two-sided permutation test, by itself */
            pValue: number;
            /** @description Only ACTIVE ones, which hold up beside all that was asked, are used to write; RETIRED ones did once */
            status: components["schemas"]["LearningStatus"];
            /** Format: date-time */
            validFrom: string;
            /**
             * Format: date-time
             * @description Each sync that confirms it puts this off
             */
            expiresAt: string;
        };
        LearningPage: {
            learnings: components["schemas"]["Learning"][];
            nextCursor: string | null;
        };
        UpdateLearning: {
            /** @description false: never used, whatever later syncs find */
            enabled: boolean;
        };
        /** @enum {string} */
        SocialAccountStatus: "ACTIVE" | "NEEDS_REAUTH" | "RESTRICTED";
        SocialAccount: {
            id: string;
            brandId: string;
            platform: components["schemas"]["Platform"];
            platformId: string;
            displayName: string | null;
            username: string | null;
            status: components["schemas"]["SocialAccountStatus"];
            /** @description A sentence for a person */
            statusReason: string | null;
            /** Format: date-time */
            tokenExpiresAt: string | null;
            /** Format: date-time */
            lastSyncAt: string | null;
        };
        SocialAccountPage: {
            socialAccounts: components["schemas"]["SocialAccount"][];
            nextCursor: string | null;
        };
        /**
         * @description Of an Instagram account: which of Meta's logins gave the token
         * @enum {string}
         */
        AccountLogin: "FACEBOOK" | "INSTAGRAM";
        ConnectSocialAccount: {
            brandId: string;
            platform: components["schemas"]["Platform"];
            /**
             * @description X user id, LinkedIn URN (`urn:li:organization:…` or `urn:li:person:…`), Facebook page id, Instagram user id
             * @example 2244994945
             */
            platformId: string;
            displayName?: string;
            username?: string;
            /** @description Of a Facebook page, the page's token */
            accessToken: string;
            refreshToken?: string;
            /**
             * Format: date-time
             * @description When the access token ends; absent where it does not
             */
            tokenExpiresAt?: string;
            /** Format: date-time */
            refreshExpiresAt?: string;
            /**
             * @description Of an Instagram account: which of Meta's logins gave the token
             * @default INSTAGRAM
             */
            login?: components["schemas"]["AccountLogin"];
        };
        /** @enum {string} */
        ScheduleOverlap: "SKIP" | "QUEUE";
        /** @enum {string} */
        ScheduleMisfire: "SKIP" | "ONCE";
        Schedule: {
            id: string;
            jobType: components["schemas"]["JobType"];
            name: string;
            cron: string;
            timezone: string;
            /** @description As the job's type has it */
            payload: Record<string, never>;
            brandId: string | null;
            /** @enum {string} */
            priority: "HIGH" | "NORMAL" | "LOW";
            enabled: boolean;
            overlap: components["schemas"]["ScheduleOverlap"];
            misfire: components["schemas"]["ScheduleMisfire"];
            /**
             * Format: date-time
             * @description When it last made a job by itself
             */
            lastRunAt: string | null;
            /**
             * Format: date-time
             * @description null while it is not enabled
             */
            nextRunAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        SchedulePage: {
            schedules: components["schemas"]["Schedule"][];
            nextCursor: string | null;
        };
        CreateSchedule: {
            /**
             * @description An IANA time zone
             * @default UTC
             * @example Europe/Berlin
             */
            timezone?: string;
            /** @description May also stand in the payload; in both places it must be the same */
            brandId?: string;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            /**
             * @description false pauses it: times in between are not made up for
             * @default true
             */
            enabled?: boolean;
            /**
             * @description SKIP: no run begins beside an unfinished one; QUEUE: up to 50 may be unfinished
             * @default SKIP
             */
            overlap?: components["schemas"]["ScheduleOverlap"];
            /**
             * @description Times that were missed or had no room are dropped (SKIP), or made up for by one run (ONCE)
             * @default SKIP
             */
            misfire?: components["schemas"]["ScheduleMisfire"];
            jobType: components["schemas"]["JobType"];
            name: string;
            /**
             * @description 5 fields, or 6 beginning with seconds; names, L, # and W are understood
             * @example 30 9 * * MON-FRI
             */
            cron: string;
            /** @description As the job's type has it */
            payload: Record<string, never>;
        };
        UpdateSchedule: {
            /**
             * @description An IANA time zone
             * @default UTC
             * @example Europe/Berlin
             */
            timezone?: string;
            /** @description May also stand in the payload; in both places it must be the same */
            brandId?: string;
            /**
             * @default NORMAL
             * @enum {string}
             */
            priority?: "HIGH" | "NORMAL" | "LOW";
            /**
             * @description false pauses it: times in between are not made up for
             * @default true
             */
            enabled?: boolean;
            /**
             * @description SKIP: no run begins beside an unfinished one; QUEUE: up to 50 may be unfinished
             * @default SKIP
             */
            overlap?: components["schemas"]["ScheduleOverlap"];
            /**
             * @description Times that were missed or had no room are dropped (SKIP), or made up for by one run (ONCE)
             * @default SKIP
             */
            misfire?: components["schemas"]["ScheduleMisfire"];
            name?: string;
            /**
             * @description 5 fields, or 6 beginning with seconds; names, L, # and W are understood
             * @example 30 9 * * MON-FRI
             */
            cron?: string;
            /** @description As the job's type has it */
            payload?: Record<string, never>;
        };
        NextAnswer: {
            next: string[];
        };
        /** @enum {string} */
        WebhookEvent: "job.completed" | "job.failed" | "job.cancelled" | "content.published" | "source.unhealthy" | "account.needs_reauth";
        Webhook: {
            id: string;
            url: string;
            events: components["schemas"]["WebhookEvent"][];
            enabled: boolean;
            /** @description Where it was disabled for its failures */
            disabledReason: string | null;
            /**
             * Format: date-time
             * @description Since when it has taken nothing
             */
            failingSince: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description whsec_ and base64. Only in the answer to the request that made it */
            secret?: string;
        };
        WebhookPage: {
            webhooks: components["schemas"]["Webhook"][];
            nextCursor: string | null;
        };
        CreateWebhook: {
            /**
             * Format: uri
             * @description On the public internet; redirects are not followed
             */
            url: string;
            events: components["schemas"]["WebhookEvent"][];
            /**
             * @description Disabling drops what was not delivered yet; enabling starts afresh
             * @default true
             */
            enabled?: boolean;
        };
        UpdateWebhook: {
            /**
             * Format: uri
             * @description On the public internet; redirects are not followed
             */
            url?: string;
            events?: components["schemas"]["WebhookEvent"][];
            /**
             * @description Disabling drops what was not delivered yet; enabling starts afresh
             * @default true
             */
            enabled?: boolean;
            /** @description true: a new secret, which this answer shows. The old one signs nothing from then on */
            rotateSecret?: boolean;
        };
        /** @enum {string} */
        WebhookDeliveryStatus: "PENDING" | "DELIVERED" | "FAILED";
        WebhookDelivery: {
            /** @description The webhook-id of every attempt */
            id: string;
            /** @enum {string} */
            event: "job.completed" | "job.failed" | "job.cancelled" | "content.published" | "source.unhealthy" | "account.needs_reauth" | "webhook.test";
            /** @description As it is sent */
            data: Record<string, never>;
            status: components["schemas"]["WebhookDeliveryStatus"];
            attempts: number;
            /**
             * Format: date-time
             * @description Not before then; later while the endpoint fails
             */
            nextAttemptAt: string | null;
            /** Format: date-time */
            lastAttemptAt: string | null;
            /** @description The HTTP status that came back */
            lastStatus: number | null;
            lastError: string | null;
            /**
             * Format: date-time
             * @description When it was delivered or given up
             */
            endedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        WebhookDeliveryPage: {
            deliveries: components["schemas"]["WebhookDelivery"][];
            nextCursor: string | null;
        };
        DashboardJobs: {
            /** @description Due, or with their time ahead */
            pending: number;
            running: number;
            /** @description In the last 30 days (UTC), today among them */
            completed: number;
            /** @description FAILED, and neither acknowledged nor retried */
            failed: number;
            /** @description In the last 30 days (UTC), today among them */
            cancelled: number;
        };
        DashboardQueue: {
            name: string;
            /** @description Jobs that are due */
            waiting: number;
            /** @description Jobs that run */
            active: number;
            /** @description Jobs whose time is ahead */
            delayed: number;
            /**
             * Format: date-time
             * @description Since when the one that waits longest has been due
             */
            oldestDueAt: string | null;
            /** @description Whether no more jobs are started, of any organization */
            paused: boolean;
        };
        DashboardSources: {
            active: number;
            unhealthy: number;
        };
        DashboardAccounts: {
            /** @description To which we have access, RESTRICTED ones too */
            connected: number;
            needsReauth: number;
        };
        DashboardNotifications: {
            unread: number;
        };
        DashboardUsage: {
            /** @description Of the model, this month (UTC) */
            tokens: number;
            /** @description This month (UTC), by list prices; what has no known price is left out */
            costMicroUsd: number;
            /** @description null: there is no budget */
            budgetMicroUsd: number | null;
        };
        Dashboard: {
            jobs: components["schemas"]["DashboardJobs"];
            /** @description The jobs of the organization in each */
            queues: components["schemas"]["DashboardQueue"][];
            sources: components["schemas"]["DashboardSources"];
            accounts: components["schemas"]["DashboardAccounts"];
            notifications: components["schemas"]["DashboardNotifications"];
            usage: components["schemas"]["DashboardUsage"];
        };
        GenerateContentPayload: {
            /** @description The brand that speaks */
            brandId: string;
            /** @description What the posts are about */
            topic: string;
            platforms: ("TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM")[];
            /** @description How it should sound this time; the brand voice otherwise */
            tone?: string;
            /**
             * @default POST
             * @enum {string}
             */
            contentType?: "POST" | "THREAD" | "ARTICLE";
            /** @description Scraped pages, entries or documents of the brand to write from */
            contextItemIds?: string[];
            /** @description The token's organization, if given */
            organizationId?: string;
        };
        GeneratedVariation: {
            /** @enum {string} */
            platform: "TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM";
            variationId: string;
            /** @description The whole text; of a thread, all its posts */
            content: string;
            /** @description The posts of a thread on X, each within 280 */
            posts?: string[];
            /** @description As the platform counts (X: weighted, a thread: its posts together) */
            characterCount: number;
        };
        GenerateContentPlan: {
            platforms: ("TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM")[];
            /** @description Length of the prompt that would be sent */
            promptCharacters: number;
            /** @description How many context items it quotes */
            contextItems: number;
        };
        GenerateContentResult: {
            /** @description Over all calls; null when the model did not say */
            tokensUsed: number | null;
            /** @description The model that answered; after a dry run, the one that would be asked */
            model: string;
            /** @description Millionths of a US dollar; null when the model's price is not known */
            costMicroUsd: number | null;
            /** @description Milliseconds that the attempt took */
            generationTimeMs: number;
            /** @description null after a dry run: nothing was saved */
            contentItemId: string | null;
            /** @description In the order of the payload; none after a dry run */
            variations: components["schemas"]["GeneratedVariation"][];
            /** @description After a dry run only: what would have been asked */
            plan?: components["schemas"]["GenerateContentPlan"];
        };
        /** @enum {string} */
        ImageStyle: "realistic" | "artistic" | "minimal" | "branded";
        /**
         * @description Instagram takes 4:5 to 1.91:1
         * @enum {string}
         */
        AspectRatio: "1:1" | "16:9" | "9:16" | "4:3";
        GenerateImagePayload: {
            /** @description The brand that it is for */
            brandId: string;
            /** @description What the image shows */
            prompt: string;
            /** @default branded */
            style?: components["schemas"]["ImageStyle"];
            /**
             * @description Instagram takes 4:5 to 1.91:1
             * @default 1:1
             */
            aspectRatio?: components["schemas"]["AspectRatio"];
            /** @description An item of the brand, DRAFT or APPROVED: its variations without an image get this one, and it is DRAFT again */
            contentItemId?: string;
            /** @description The token's organization, if given */
            organizationId?: string;
        };
        GenerateImagePlan: {
            /** @description The size that would be asked for */
            size: string;
            /** @description Length of the prompt that would be sent */
            promptCharacters: number;
            /** @description How many variations would get the image */
            variations: number;
        };
        GenerateImageResult: {
            /** @description Over all calls; null when the model did not say */
            tokensUsed: number | null;
            /** @description The model that answered; after a dry run, the one that would be asked */
            model: string;
            /** @description Millionths of a US dollar; null when the model's price is not known */
            costMicroUsd: number | null;
            /** @description Milliseconds that the attempt took */
            generationTimeMs: number;
            /** @description A JPEG, public; null after a dry run */
            imageUrl: string | null;
            /** @description A JPEG of at most 400 × 400; null after a dry run */
            thumbnailUrl: string | null;
            /** @description Pixels */
            width: number;
            /** @description Pixels */
            height: number;
            /** @description The variations that got it; none when the item has changed meanwhile so that nothing may be added */
            variationIds: string[];
            /** @description After a dry run only: what would have been asked */
            plan?: components["schemas"]["GenerateImagePlan"];
        };
        PublishContentPayload: {
            contentVariationId: string;
            /** @description An account of the same brand on the platform of the variation */
            socialAccountId: string;
            /** @enum {string} */
            platform: "TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM";
            /**
             * Format: date-time
             * @description With a zone; it becomes the job’s runAt
             */
            scheduledFor?: string;
            /** @description The token's organization, if given */
            organizationId?: string;
        };
        PublishContentPlan: {
            /** @enum {string} */
            platform: "TWITTER" | "LINKEDIN" | "FACEBOOK" | "INSTAGRAM";
            /** @description How many posts; more than one is a thread */
            posts: number;
            /** @description How many images */
            images: number;
        };
        PublishContentResult: {
            /** @description null after a dry run: nothing was sent */
            postId: string | null;
            /**
             * Format: date-time
             * @description When the call that published it began; null after a dry run
             */
            publishedAt: string | null;
            /** @description null where the platform did not tell, and after a dry run */
            permalink: string | null;
            /** @description After a dry run only */
            plan?: components["schemas"]["PublishContentPlan"];
        };
        ScrapeWebsitePayload: {
            contextSourceId: string;
            brandId: string;
            /** @description The token's organization, if given */
            organizationId?: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            sourceType: "WEBSITE";
            /**
             * @description How many pages to keep at most
             * @default 20
             */
            maxItems?: number;
        };
        ItemError: {
            itemUrl: string;
            message: string;
        };
        SyncResult: {
            /** @description Created, updated, skipped and failed together */
            itemsProcessed: number;
            itemsCreated: number;
            itemsUpdated: number;
            /** @description Unchanged, or without a text worth keeping */
            itemsSkipped: number;
            errors: components["schemas"]["ItemError"][];
            /** @description Whether a limit of time or number cut it off; the next sync goes on */
            truncated: boolean;
            scrapeDurationMs: number;
        };
        SyncRssPayload: {
            contextSourceId: string;
            brandId: string;
            /** @description The token's organization, if given */
            organizationId?: string;
            /** Format: uri */
            url: string;
            /** @enum {string} */
            sourceType: "RSS";
            /** @description How many of the newest entries to keep; all if absent */
            maxItems?: number;
        };
        ProcessDocumentPayload: {
            contextSourceId: string;
            brandId: string;
            /** @description The token's organization, if given */
            organizationId?: string;
            /** Format: uri */
            fileUrl: string;
            fileName: string;
            /** @enum {string} */
            mimeType: "application/pdf" | "text/plain" | "text/markdown";
        };
        ProcessDocumentResult: {
            /** @description null after a dry run: nothing was saved */
            contextItemId: string | null;
            /** @description How many characters its text has */
            extractedText: number;
            processingTimeMs: number;
        };
        RefreshTokenPayload: {
            socialAccountId: string;
            /** @description The account's */
            platform: components["schemas"]["Platform"];
            /** @description The token's organization, if given */
            organizationId?: string;
        };
        RefreshTokenResult: {
            /** @description Whether it has new tokens, also where another job has just got them */
            success: boolean;
            /**
             * Format: date-time
             * @description When the access token ends; null where it does not
             */
            expiresAt: string | null;
            /** @description It works until expiresAt and cannot be refreshed: somebody must connect it again */
            requiresReauth: boolean;
        };
        SyncAnalyticsPayload: {
            socialAccountId: string;
            /** @description The account's */
            platform: components["schemas"]["Platform"];
            /**
             * @description FULL: every post, also those that were found deleted. INCREMENTAL: posts of the last 3 days, those of the last 30 days once a day, older ones once a week
             * @enum {string}
             */
            syncType: "FULL" | "INCREMENTAL";
            /** @description Ids of content variations: only what was published of these, all of it. Absent: what was published */
            postIds?: string[];
            /** @description The token's organization, if given */
            organizationId?: string;
        };
        SyncedMetrics: {
            totalImpressions: number | null;
            totalEngagements: number | null;
            /** @description Engagements ÷ impressions, 0…1, over the posts of which both are told; null without impressions */
            avgEngagementRate: number | null;
        };
        SyncAnalyticsPlan: {
            /** @description Posts whose figures would be read */
            posts: number;
        };
        SyncAnalyticsResult: {
            /** @description Posts whose figures were read; deleted ones are not counted */
            postsUpdated: number;
            metrics: components["schemas"]["SyncedMetrics"];
            /** @description How many of the brand's learnings hold by what is known now, new or as before */
            learningsGenerated: number;
            /** @description Whether it had to wait for a limit of the platform */
            rateLimited: boolean;
            /** @description Milliseconds that the last attempt took */
            syncDurationMs: number;
            /** @description After a dry run only */
            plan?: components["schemas"]["SyncAnalyticsPlan"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    MetricsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    LocalSignInController_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    LocalSignInController_renew: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `status` is `ok`, or `degraded` when Redis needs a look */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description PostgreSQL cannot be used (`details` as in 200), or the instance is about to end */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBrand"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandBody"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandBody"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBrand"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandBody"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_showBrain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandBrainBody"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BrandsController_replaceBrain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BrandBrainBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrandBrainBody"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BulkJobsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateJobBatch"];
            };
        };
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBatchAnswer"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobBatchAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BulkJobsController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobSelection"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    BulkJobsController_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobSelection"];
            };
        };
        responses: {
            /** @description How many were created */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_list: {
        parameters: {
            query?: {
                status?: components["schemas"]["JobStatus"][];
                type?: components["schemas"]["JobType"][];
                brandId?: string;
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateJob"];
            };
        };
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobWithHistory"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_why: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobWhy"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    JobsController_acknowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    EventsController_followAll: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that was read: jobs that ended since are sent too */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events named `job`, whose data is a JobEvent; a comment every 15 s. It ends when the token expires: come back with a new one and, as `Last-Event-ID`, the id of the last event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["JobEvent"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    EventsController_followOne: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events named `job`, whose data is a JobEvent; a comment every 15 s. It ends when the token expires: come back with a new one and, as `Last-Event-ID`, the id of the last event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["JobEvent"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    NotificationsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                /** @description Only unread ones, or only those that were read */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    NotificationsController_readAll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllReadAnswer"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    NotificationsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    OpsQueuesController_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueState"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    OpsQueuesController_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueState"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                brandId?: string;
                status?: components["schemas"]["ContentStatus"];
                /** @description The job that wrote it */
                jobId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateContent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_updateVariation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                variationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateVariation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_approve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_reject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RejectContent"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContentController_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishContent"];
            };
        };
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishAnswer"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                brandId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSourcePage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContextSource"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSource"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSource"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateContextSource"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSource"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_sync: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_pause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSource"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextSourcesController_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextSource"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextItemsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                brandId?: string;
                contextSourceId?: string;
                /** @description Words that the title or the content has */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextItemPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    ContextItemsController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContextItem"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    AnalyticsController_show: {
        parameters: {
            query?: {
                brandId?: string;
                platform?: components["schemas"]["Platform"];
                /** @description The first day (UTC); 29 days before the last if absent */
                from?: string;
                /** @description The last day (UTC); today if absent */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    LearningsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearningPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    LearningsController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLearning"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Learning"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SocialAccountsController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
                brandId?: string;
                platform?: components["schemas"]["Platform"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialAccountPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SocialAccountsController_connect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectSocialAccount"];
            };
        };
        responses: {
            /** @description The brand had the account: it has these tokens now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialAccount"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialAccount"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SocialAccountsController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialAccount"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SocialAccountsController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SocialAccountsController_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSchedule"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSchedule"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description At most 200 characters, kept for 24 hours */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer of an earlier request with this Idempotency-Key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: the key came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    SchedulesController_next: {
        parameters: {
            query?: {
                count?: number;
                /** @description Times later than this, with a zone; default: now */
                from?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NextAnswer"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    MediaController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWebhook"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWebhook"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: a body over 256 KiB */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: a body that is not JSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_deliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description The nextCursor of the page before */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    WebhooksController_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description `VALIDATION_ERROR` or `INVALID_PAYLOAD`: `details.issues` says what is wrong where */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NOT_FOUND`: unknown, or of another organization */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `CONFLICT`, `JOB_NOT_CANCELLABLE` or `JOB_NOT_RETRYABLE`: its state, or what exists already, stands against it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `TOO_MANY_JOBS` or `RATE_LIMITED`: wait for `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
    DashboardController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
            /** @description `UNAUTHORIZED`: no token, or one that does not verify */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `NO_ORGANIZATION` or `FORBIDDEN`: no active organization, or the role is too low */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `INTERNAL_ERROR` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
            /** @description `UNAVAILABLE`: the database cannot be used just now; wait for `Retry-After` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiErrorBody"];
                };
            };
        };
    };
}
