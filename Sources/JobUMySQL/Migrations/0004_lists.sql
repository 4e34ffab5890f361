-- Lists of runs by their time, and by their handler, beside a long history.
ALTER TABLE job_executions ADD KEY job_executions_time (scheduled_time, id), ADD KEY job_executions_handler (handler_name, id);
